import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { AppError } from '../../platform/errors/app-error.js';

/**
 * Argon2id as the OWASP Password Storage Cheat Sheet asks for at least: 19 MiB of memory, 2 passes, 1 lane.
 * Algorithm 2 is Argon2id; the package's const enum cannot be used with isolatedModules.
 */
const argon2id = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Each one takes 19 MiB and a thread of libuv's four for 20–100 ms, so a crowd signing in must not take them all. */
const atOnce = 2;
/** With 100 ms each the last in the line waits 2.5 s: still inside the 5 s in which every request is answered. */
const lineLength = 50;

/** Hashes and checks passwords, a few at a time. */
@Injectable()
export class PasswordHashing {
  private running = 0;
  private readonly line: (() => void)[] = [];
  private decoy: Promise<string> | undefined;

  /** The Argon2id hash, in PHC string format. Throws `unavailable` when too many are waiting. */
  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(normalized(password), argon2id));
  }

  /**
   * Whether the password belongs to the hash. Without a hash it takes just as long and answers false, so that the time
   * does not tell which names exist.
   */
  async matches(passwordHash: string | undefined, password: string): Promise<boolean> {
    const known = passwordHash ?? (await (this.decoy ??= this.hash('nobody has this password')));
    const matches = await this.inTurn(() => verify(known, normalized(password)));
    return matches && passwordHash !== undefined;
  }

  private async inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.running >= atOnce) {
      if (this.line.length >= lineLength) throw tooManySignIns();
      await new Promise<void>((resolve) => this.line.push(resolve));
    } else this.running++;
    try {
      return await work();
    } finally {
      const next = this.line.shift();
      if (next) next();
      else this.running--;
    }
  }
}

/** Keyboards and systems write the same letter differently (NIST SP 800-63B, 5.1.1.2: normalize before hashing). */
const normalized = (password: string) => password.normalize('NFKC');

const tooManySignIns = () =>
  new AppError('unavailable', 'Too many people are signing in right now. Try again in a moment.', {
    retryAfterMs: 2000,
  });
