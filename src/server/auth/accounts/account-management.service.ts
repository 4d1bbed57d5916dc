import { Injectable } from '@nestjs/common';
import type { PasswordResetView, PendingResetView, Role, UserDetailsView } from '../../../shared/people.js';
import { type Manager, requireAdministrator } from '../../people/administrators.js';
import type { UserFilter } from '../../people/user-search.js';
import { keyOf, noSuchAccount, type UserPage } from '../../people/users.service.js';
import { AppError } from '../../platform/errors/app-error.js';
import { pageOf } from '../../platform/postgres/page.js';
import { PasswordResets } from '../passwords/password-resets.service.js';
import { Sessions } from '../sessions/sessions.service.js';
import { userView } from '../../people/user-view.js';
import { AccountDetailsRepository, type UserDetailsRow } from './account-details.repository.js';
import { Accounts } from './accounts.service.js';

export type AccountSearch = UserPage & Omit<UserFilter, 'key'>;

/** What administrators see of accounts, and do with them; what they change about one is AccountChanges. */
@Injectable()
export class AccountManagement {
  constructor(
    private readonly repository: AccountDetailsRepository,
    private readonly accounts: Accounts,
    private readonly resets: PasswordResets,
    private readonly sessions: Sessions,
  ) {}

  /** Everybody, in the order in which they came. */
  async list(
    actor: Manager,
    { query, role, state, after, limit }: AccountSearch,
  ): Promise<{ users: UserDetailsView[]; next: number | null }> {
    requireAdministrator(actor);
    const rows = await this.repository.list({ key: keyOf(query), role, state }, after ?? 0, limit + 1);
    const { page, next } = pageOf(rows, limit);
    return { users: page.map(userDetailsView), next };
  }

  async read(actor: Manager, userId: number): Promise<UserDetailsView> {
    requireAdministrator(actor);
    const row = await this.repository.find(userId);
    if (!row) throw noSuchAccount();
    return userDetailsView(row);
  }

  /** Throws `invalid` for a name or password that will not do, `conflict` for a name that is taken. A bot needs no password. */
  async create(
    actor: Manager,
    input: { username: string; password?: string | undefined; role?: Role | undefined },
  ): Promise<UserDetailsView> {
    requireAdministrator(actor);
    const { id } = await this.accounts.register(input, actor);
    return this.read(actor, id);
  }

  /** A link by which the person sets a new password, once and within a day; shown now and never again. Throws `invalid` for a bot. */
  async offerPasswordReset(actor: Manager, userId: number): Promise<PasswordResetView> {
    const person = await this.read(actor, userId);
    if (person.role === 'bot') throw hasNoPassword();
    return this.resets.offer(person, actor);
  }

  /** The link that a person could still use, or null. */
  async findPasswordReset(actor: Manager, userId: number): Promise<PendingResetView | null> {
    const { id } = await this.read(actor, userId);
    return this.resets.findPending(id);
  }

  async revokePasswordReset(actor: Manager, userId: number): Promise<void> {
    await this.resets.revoke(await this.read(actor, userId), actor);
  }

  /** Signs the person out everywhere: their browsers and their programs. */
  async endSessions(actor: Manager, userId: number): Promise<void> {
    await this.sessions.endAllOf(actor, await this.read(actor, userId));
  }
}

const hasNoPassword = () => new AppError('invalid', 'A bot has no password. Make a token for it.');

function userDetailsView(row: UserDetailsRow): UserDetailsView {
  const since = row.disabledSince?.toISOString();
  return {
    ...userView(row),
    role: row.role,
    createdAt: row.createdAt.toISOString(),
    disabled:
      since === undefined
        ? null
        : { since, reason: row.disabledReason, until: row.disabledUntil?.toISOString() ?? null },
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
  };
}
