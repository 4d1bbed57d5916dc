import { Injectable } from '@nestjs/common';
import type { User } from './user.entity.js';

type Listener = (newcomer: User) => Promise<void>;

/** For features that do something for whoever has just got an account, by whichever way; `people` does not know them. */
@Injectable()
export class Newcomers {
  private readonly listeners: Listener[] = [];

  subscribe(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** Once the account is there; done when all have done their part. */
  async announce(newcomer: User): Promise<void> {
    for (const listener of this.listeners) await listener(newcomer);
  }
}
