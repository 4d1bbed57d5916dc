import { Injectable } from '@nestjs/common';
import type { Role } from '../../shared/people.js';

type Listener = (userId: number, role: Role) => Promise<void>;

/** For features that must act when somebody's role changes; `users` does not know them. */
@Injectable()
export class RoleChanges {
  private readonly listeners: Listener[] = [];

  subscribe(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** On the node that made the change; done when all have done their part. */
  async announce(userId: number, role: Role): Promise<void> {
    for (const listener of this.listeners) await listener(userId, role);
  }
}
