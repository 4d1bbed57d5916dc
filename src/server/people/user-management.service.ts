import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { AppError } from '../platform/errors/app-error.js';
import { parse } from '../platform/errors/validation.js';
import {
  type Disabling,
  disabling,
  type Role,
  type UserDetailsView,
  type UserView,
} from '../../shared/people.js';
import { canonicalKey } from '../../shared/rules/canonical-key.js';
import { type Manager, requireAdministrator } from './manager.js';
import { PasswordResets } from '../auth/password-resets.service.js';
import { RoleChanges } from './role-changes.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import {
  type UserDetailsRow,
  type UserFilter,
  UserManagementRepository,
} from './user-management.repository.js';
import { userSubject } from './user-subject.js';
import { noSuchAccount, UsersService } from './users.service.js';

interface Page {
  /** Part of a name. */
  query?: string | undefined;
  /** The last id of the page before. */
  after?: number | undefined;
  limit: number;
}

export type UserSearch = Page & Omit<UserFilter, 'key'>;

/** What administrators do with accounts. Everybody may look for names. */
@Injectable()
export class UserManagement {
  constructor(
    private readonly repository: UserManagementRepository,
    private readonly users: UsersService,
    private readonly resets: PasswordResets,
    private readonly roleChanges: RoleChanges,
    private readonly audit: AuditLog,
  ) {}

  /** The names of people who can sign in, in the order in which they came. */
  async find(
    _reader: SignedInUser,
    { query, after, limit }: Page,
  ): Promise<{ users: UserView[]; next: number | null }> {
    const filter: UserFilter = { key: keyOf(query), state: 'active' };
    return pageOf(await this.repository.names(filter, after ?? 0, limit + 1), limit);
  }

  /** Everybody, in the order in which they came. */
  async list(
    actor: Manager,
    { query, role, state, after, limit }: UserSearch,
  ): Promise<{ users: UserDetailsView[]; next: number | null }> {
    requireAdministrator(actor);
    const rows = await this.repository.list({ key: keyOf(query), role, state }, after ?? 0, limit + 1);
    return pageOf(rows.map(userDetailsView), limit);
  }

  async read(actor: Manager, userId: number): Promise<UserDetailsView> {
    requireAdministrator(actor);
    const row = await this.repository.find(userId);
    if (!row) throw noSuchAccount();
    return userDetailsView(row);
  }

  /** Throws `invalid` for a name or password that will not do, `conflict` for a name that is taken. */
  async create(
    actor: Manager,
    input: { username: string; password: string; role?: Role | undefined },
  ): Promise<UserDetailsView> {
    requireAdministrator(actor);
    const { id } = await this.users.register(input, actor);
    return this.read(actor, id);
  }

  /** Holds at once, as every statement reads the role anew. Throws `conflict` rather than leave no administrator. */
  async setRole(actor: Manager, userId: number, role: Role): Promise<void> {
    requireAdministrator(actor);
    const { username, from } = await this.users.setRole(userId, role, actor);
    if (from === role) return;
    await this.roleChanges.announce(userId, role);
    await this.audit.note(actor, 'role_changed', userSubject({ id: userId, username }), { from, to: role });
  }

  /** Ends the person's sessions and sockets; with `until` the account comes back by itself. */
  async disable(actor: Manager, userId: number, input: Disabling = {}): Promise<void> {
    requireAdministrator(actor);
    const { reason, until } = parse(disabling, input);
    if (actor.id === userId) throw new AppError('conflict', 'You cannot disable your own account.');
    const username = await this.users.disable(userId, { reason, until, by: actor });
    const details = { reason, until: until?.toISOString() ?? null };
    await this.audit.note(actor, 'account_disabled', userSubject({ id: userId, username }), details);
  }

  async enable(actor: Manager, userId: number): Promise<void> {
    requireAdministrator(actor);
    const { wasDisabled, ...user } = await this.users.enable(userId);
    if (wasDisabled) await this.audit.note(actor, 'account_enabled', userSubject(user));
  }

  /** A link by which the person sets a new password, once and within a day; shown now and never again. */
  async offerPasswordReset(actor: Manager, userId: number): Promise<{ path: string; expiresAt: string }> {
    const { id, username } = await this.read(actor, userId);
    const offer = await this.resets.offer(id);
    await this.audit.note(actor, 'password_reset_offered', userSubject({ id, username }));
    return offer;
  }

  /** Signs the person out everywhere. API tokens stay: they are revoked one by one. */
  async endSessions(actor: Manager, userId: number): Promise<void> {
    const { id, username } = await this.read(actor, userId);
    const count = await this.users.endSessions(id);
    await this.audit.note(actor, 'sessions_ended', userSubject({ id, username }), { count });
  }
}

const keyOf = (query: string | undefined) => (query === undefined ? undefined : canonicalKey(query));

function pageOf<User extends UserView>(found: User[], limit: number) {
  const users = found.slice(0, limit);
  return { users, next: found.length > limit ? users.at(-1)!.id : null };
}

function userDetailsView(row: UserDetailsRow): UserDetailsView {
  const since = row.disabledSince?.toISOString();
  return {
    id: row.id,
    username: row.username,
    role: row.role,
    createdAt: row.createdAt.toISOString(),
    disabled:
      since === undefined
        ? null
        : { since, reason: row.disabledReason, until: row.disabledUntil?.toISOString() ?? null },
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
  };
}
