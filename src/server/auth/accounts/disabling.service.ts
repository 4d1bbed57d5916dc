import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog } from '../../audit/audit-log.js';
import { Roles } from '../../people/roles.service.js';
import { StandingChanges } from '../../people/standing-changes.js';
import { userSubject } from '../../people/user-subject.js';
import { noSuchAccount } from '../../people/users.service.js';
import type { Transaction } from '../../platform/postgres/transaction.js';
import { SessionEnds } from '../sessions/session-ends.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import { DisablingRepository } from './disabling.repository.js';

/** What is told once the transaction has committed. */
export type Aftermath = () => Promise<void>;

/** Keeps people out and lets them in again, as a part of a change of their account. */
@Injectable()
export class DisablingService {
  constructor(
    private readonly repository: DisablingRepository,
    private readonly roles: Roles,
    private readonly standingChanges: StandingChanges,
    private readonly sessions: SessionsRepository,
    private readonly sessionEnds: SessionEnds,
    private readonly audit: AuditLog,
  ) {}

  /** Nobody signs in or goes on with this account; what the person wrote stays. */
  async disable(
    actor: Actor,
    userId: number,
    ban: { reason: string; until?: Date | undefined },
    transaction: Transaction,
  ): Promise<Aftermath> {
    await this.roles.requireAnother(userId, transaction);
    const user = await this.repository.disable(userId, ban, transaction);
    if (!user) throw noSuchAccount();
    const sessions = await this.sessions.endAllOf(userId, 'disabled', { transaction });
    await this.standingChanges.announce(transaction, userId);
    return async () => {
      this.sessionEnds.announce(sessions, 'disabled');
      // Their API tokens have sockets, too.
      this.sessionEnds.announcePerson(userId, 'disabled');
      const details = { reason: ban.reason, until: ban.until?.toISOString() ?? null };
      await this.audit.note(actor, 'account_disabled', userSubject(user), details);
    };
  }

  async enable(actor: Actor, userId: number, transaction: Transaction): Promise<Aftermath> {
    const enabled = await this.repository.enable(userId, transaction);
    if (!enabled) throw noSuchAccount();
    return async () => {
      if (enabled.wasDisabled) await this.audit.note(actor, 'account_enabled', userSubject(enabled.user));
    };
  }
}
