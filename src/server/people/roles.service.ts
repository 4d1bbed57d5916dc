import { Injectable } from '@nestjs/common';
import type { Role } from '../../shared/people.js';
import { administratorsOnly } from '../platform/errors/administrators-only.js';
import { AppError } from '../platform/errors/app-error.js';
import type { Transaction } from '../platform/postgres/transaction.js';
import { RolesRepository } from './roles.repository.js';
import { StandingChanges } from './standing-changes.js';
import type { Account } from './user-subject.js';
import { noSuchAccount } from './users.service.js';

/** Who may do what on this server, and that there is always an administrator. */
@Injectable()
export class Roles {
  constructor(
    private readonly repository: RolesRepository,
    private readonly standingChanges: StandingChanges,
  ) {}

  isAdministrator(userId: number): Promise<boolean> {
    return this.repository.isAdministrator(userId);
  }

  /**
   * Does what only an administrator may, one thing at a time on all nodes. `by` null is the command line.
   * Throws `forbidden`: somebody may have demoted them while they waited.
   */
  administer<Result>(
    by: number | null,
    work: (transaction: Transaction) => Promise<Result>,
  ): Promise<Result> {
    return this.repository.oneAtATime(async (transaction) => {
      if (by !== null && !(await this.repository.isAdministrator(by, transaction)))
        throw administratorsOnly();
      return work(transaction);
    });
  }

  /** Answers the role that the person had. Throws `not_found`, or `conflict` rather than leave no administrator. */
  async set(userId: number, role: Role, transaction: Transaction): Promise<{ user: Account; from: Role }> {
    if (role !== 'admin') await this.requireAnother(userId, transaction);
    const before = await this.repository.setRole(userId, role, transaction);
    if (!before) throw noSuchAccount();
    if (role !== before.role) await this.standingChanges.announce(transaction, userId);
    return { user: before, from: before.role };
  }

  /** Throws `conflict` for the last active administrator. */
  async requireAnother(userId: number, transaction: Transaction): Promise<void> {
    const isOne = await this.repository.isAdministrator(userId, transaction);
    if (isOne && !(await this.repository.hasAdministratorBeside(userId, transaction)))
      throw new AppError('conflict', 'This is the last administrator. Make somebody else one first.');
  }
}
