import { randomUUID } from 'node:crypto';
import type { Connection } from '../../src/server/delivery/connection.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';

/** A connection that is no socket. */
export class Stream implements Connection {
  readonly id = randomUUID();
  readonly sessionId = 'of a program';
  readonly language = 'en';
  readonly groups = new Set<string>();
  readonly sent: [event: string, payload: unknown][] = [];
  isOpen = true;

  constructor(
    readonly user: SignedInUser,
    /** What happens in the moment after it has subscribed to something. */
    private readonly meanwhile: () => Promise<unknown> = () => Promise.resolve(),
  ) {}

  async enter(names: string[]): Promise<void> {
    for (const name of names) this.groups.add(name);
    await this.meanwhile();
  }

  leave(name: string): Promise<void> {
    this.groups.delete(name);
    return Promise.resolve();
  }

  send(event: string, payload: unknown): void {
    this.sent.push([event, payload]);
  }

  close(): void {
    this.isOpen = false;
  }

  drop(): void {
    this.isOpen = false;
  }
}
