import { Injectable } from '@nestjs/common';
import type { Transaction } from '../platform/postgres/transaction.js';

type Listener = (transaction: Transaction, userId: number) => Promise<void>;

/**
 * For features that keep written what follows from somebody's role, or from their being disabled: they are told inside the
 * transaction that changes it, so that the one is never there without the other. `people` does not know them.
 */
@Injectable()
export class StandingChanges {
  private readonly listeners: Listener[] = [];

  subscribe(listener: Listener): void {
    this.listeners.push(listener);
  }

  async announce(transaction: Transaction, userId: number): Promise<void> {
    for (const listener of this.listeners) await listener(transaction, userId);
  }
}
