import { Injectable } from '@nestjs/common';
import type { Transaction } from '../platform/postgres/transaction.js';

type Listener = (transaction: Transaction, userId: number) => Promise<void>;

/**
 * For features that must write something in the very transaction that changes what somebody may: by their role, or
 * because their account is disabled. What must only be told, and afterwards, is for `RoleChanges`.
 */
@Injectable()
export class RightsChanges {
  private readonly listeners: Listener[] = [];

  subscribe(listener: Listener): void {
    this.listeners.push(listener);
  }

  async announce(transaction: Transaction, userId: number): Promise<void> {
    for (const listener of this.listeners) await listener(transaction, userId);
  }
}
