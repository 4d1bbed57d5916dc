import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { AppError } from '../../platform/errors/app-error.js';
import { FairLine, type Place } from '../../platform/work/fair-line.js';

/**
 * Argon2id as the OWASP Password Storage Cheat Sheet asks for at least: 19 MiB of memory, 2 passes, 1 lane.
 * Algorithm 2 is Argon2id; the package's const enum cannot be used with isolatedModules.
 */
const argon2id = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const ourParameters = '$argon2id$v=19$m=19456,t=2,p=1$';

/** Whether the hash was made as hashes are made now. */
export const isUpToDate = (passwordHash: string): boolean => passwordHash.startsWith(ourParameters);

/** What a password is checked against where there is none to check: of the same cost, and no password is known for it. */
export const decoy =
  '$argon2id$v=19$m=19456,t=2,p=1$wxKwvcbCGAmJuALbsR+OKA$amyFaTHY22t3C6kM478/Xsi9IkavPZhXgBSgERJyVpY';

/** Of an administrator, or a command: nobody has to be kept from asking too often. */
const ourOwn: Place = { key: 'our own', isKnown: true };

/** Hashes and checks passwords, a few at a time. */
@Injectable()
export class PasswordHashing {
  /**
   * Each one takes 19 MiB and a thread of libuv's four for 20–100 ms, so a crowd signing in must not take them all. Whoever
   * stands in the line is answered within the 5 s of every request, also after the delay that wrong passwords earn.
   */
  private readonly line = new FairLine({ atOnce: 2, length: 50, patience: 2_400, refusal: tooManySignIns });

  /** The Argon2id hash, in PHC string format. Throws `unavailable` when too many are waiting. */
  hash(password: string, place: Place = ourOwn): Promise<string> {
    return this.line.run(place, () => hash(normalized(password), argon2id));
  }

  /**
   * Whether the password belongs to the hash. Without one (nobody of this name, or an account that has no password) it takes
   * just as long and answers false, so that the time does not tell which names exist.
   */
  async matches(passwordHash: string | undefined, password: string, place: Place = ourOwn): Promise<boolean> {
    const isThere = passwordHash?.startsWith('$argon2') === true;
    const matches = await this.line.run(place, () =>
      verify(isThere ? passwordHash : decoy, normalized(password)),
    );
    return matches && isThere;
  }
}

/** Keyboards and systems write the same letter differently (NIST SP 800-63B, 5.1.1.2: normalize before hashing). */
const normalized = (password: string) => password.normalize('NFKC');

export const tooManySignIns = () =>
  new AppError('unavailable', 'Too many people are signing in right now. Try again in a moment.', {
    retryAfterMs: 2000,
  });
