import { Injectable } from '@nestjs/common';
import { type Disabling, disabling, type Role } from '../../../shared/people.js';
import { AuditLog } from '../../audit/audit-log.js';
import { type Manager, requireAdministrator } from '../../people/administrators.js';
import { RoleChanges } from '../../people/role-changes.js';
import { Roles } from '../../people/roles.service.js';
import { userSubject } from '../../people/user-subject.js';
import { AppError } from '../../platform/errors/app-error.js';
import { parse } from '../../platform/errors/validation.js';
import type { Transaction } from '../../platform/postgres/transaction.js';
import { SessionEnds } from '../sessions/session-ends.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import { type Aftermath, DisablingService } from './disabling.service.js';

/** What is not there stays as it is; `disabled: null` enables the account. */
export interface AccountChange {
  role?: Role | undefined;
  disabled?: Disabling | null | undefined;
}

/** What administrators change about an account: all that was asked for, or nothing of it. */
@Injectable()
export class AccountChanges {
  constructor(
    private readonly roles: Roles,
    private readonly disabling: DisablingService,
    private readonly roleChanges: RoleChanges,
    private readonly sessions: SessionsRepository,
    private readonly sessionEnds: SessionEnds,
    private readonly audit: AuditLog,
  ) {}

  /** Holds at once, as every statement reads the role anew. Throws `conflict` rather than leave no administrator. */
  async change(actor: Manager, userId: number, { role, disabled }: AccountChange): Promise<void> {
    requireAdministrator(actor);
    const ban = disabled ? parse(disabling, disabled) : disabled;
    if (ban && actor.id === userId) throw new AppError('conflict', 'You cannot disable your own account.');
    const aftermaths = await this.roles.administer(actor.id, async (transaction) => {
      const after: Aftermath[] = [];
      if (role) after.push(await this.changeRole(actor, userId, role, transaction));
      if (ban) after.push(await this.disabling.disable(actor, userId, ban, transaction));
      if (ban === null) after.push(await this.disabling.enable(actor, userId, transaction));
      return after;
    });
    for (const tell of aftermaths) await tell();
  }

  setRole(actor: Manager, userId: number, role: Role): Promise<void> {
    return this.change(actor, userId, { role });
  }

  /** Ends the person's sessions and sockets; with `until` the account comes back by itself. */
  disable(actor: Manager, userId: number, disabled: Disabling = {}): Promise<void> {
    return this.change(actor, userId, { disabled });
  }

  enable(actor: Manager, userId: number): Promise<void> {
    return this.change(actor, userId, { disabled: null });
  }

  private async changeRole(
    actor: Manager,
    userId: number,
    role: Role,
    transaction: Transaction,
  ): Promise<Aftermath> {
    const { user, from } = await this.roles.set(userId, role, transaction);
    const ended = role === 'bot' ? await this.sessions.endAllOf(userId, 'signed_out', { transaction }) : [];
    return async () => {
      if (from === role) return;
      this.sessionEnds.announce(ended, 'signed_out');
      await this.roleChanges.announce(userId, role);
      await this.audit.note(actor, 'role_changed', userSubject(user), { from, to: role });
    };
  }
}
