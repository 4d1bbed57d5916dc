import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, AuditLog, commandLine } from '../audit/audit-log.js';
import { AppError } from '../platform/errors/app-error.js';
import { instantText } from '../platform/rendering/instant-text.js';
import { keyForNewName } from './new-names.js';
import { parse } from '../platform/errors/validation.js';
import { canonicalKey } from '../../shared/rules/canonical-key.js';
import { limits } from '../../shared/limits.js';
import { password, type Role, username, type UserView } from '../../shared/people.js';
import { AccountStatesRepository, type Unchanged } from './account-states.repository.js';
import { Passwords } from '../auth/passwords.js';
import { SessionEnds } from '../auth/session-ends.js';
import { SessionsRepository } from '../auth/sessions.repository.js';
import type { User } from './user.entity.js';
import { userSubject } from './user-subject.js';
import { UsersRepository } from './users.repository.js';

export const newUser = z.object({ username, password });

/** Who makes an account; with an address only, the person themselves. */
type Founder = Actor | { address: string };

/** People: who they are, their names and passwords. */
@Injectable()
export class UsersService {
  constructor(
    private readonly users: UsersRepository,
    private readonly passwords: Passwords,
    private readonly sessionEnds: SessionEnds,
    private readonly sessions: SessionsRepository,
    private readonly states: AccountStatesRepository,
    private readonly audit: AuditLog,
  ) {}

  /** Throws `invalid` for a name or password that will not do, `conflict` for a name that is taken. */
  async register(
    input: { username: string; password: string; role?: Role | undefined },
    by: Founder = commandLine,
  ): Promise<User> {
    const user = await this.users.insert(await this.newRow(input, input.role ?? 'member'));
    if (!user) throw usernameTaken();
    await this.noteAccount(user, by);
    return user;
  }

  /** The administrator of an empty server. Throws `forbidden` when there is one, also if two ask at the same moment. */
  async registerFirstAdministrator(
    input: { username: string; password: string },
    by: Founder = commandLine,
  ): Promise<User> {
    const user = await this.users.insertFirstAdministrator(await this.newRow(input, 'admin'));
    if (user === 'exists')
      throw new AppError('forbidden', 'This server has an administrator already. Sign in instead.');
    if (user === 'taken') throw usernameTaken();
    await this.noteAccount(user, by);
    return user;
  }

  /** By canonical key; people whose account is disabled are found, too. */
  async findByUsername(name: string): Promise<User | null> {
    const key = keyOfAny(name);
    return key === null ? null : this.users.findByKey(key);
  }

  findActive(id: number): Promise<User | null> {
    return this.users.findActive(id);
  }

  /** Throws `not_found`. */
  async requireActiveByUsername(name: string): Promise<User> {
    const user = await this.findByUsername(name);
    if (!user || user.deactivatedAt)
      throw new AppError('not_found', 'There is nobody with this name. Check the spelling.');
    return user;
  }

  /**
   * The user with this name and password, or null; a name that nobody has takes as long as a wrong password.
   * Throws `forbidden` for a disabled account, to its owner only: the password was right.
   */
  async checkPassword(name: string, input: string): Promise<User | null> {
    const key = keyOfAny(name);
    const passwordHash = key === null ? undefined : await this.users.findPasswordHash(key);
    const matches = await this.passwords.matches(passwordHash, input.slice(0, limits.passwordMax + 1));
    const user = matches && key !== null ? await this.users.findByKey(key) : null;
    return user?.deactivatedAt ? this.requireEnabled(user.id) : user;
  }

  /** Ends all the person's sessions but `keepSession` (a session row's id) in the same transaction. */
  async setPassword(userId: number, input: string, by: Actor, keepSession?: string): Promise<void> {
    const passwordHash = await this.passwords.hash(parse(password, input));
    const { username, ended } = await this.users.setPassword(userId, passwordHash, keepSession);
    this.sessionEnds.announce(ended, 'password_changed');
    await this.audit.note(by, 'password_changed', userSubject({ id: userId, username }));
  }

  /** Answers the role that the person had. Throws `conflict` rather than leave no administrator. */
  async setRole(userId: number, role: Role, by: Actor): Promise<{ username: string; from: Role }> {
    return changed(await this.states.setRole(by.id, userId, role));
  }

  /** Nobody signs in or goes on with this account; what the person wrote stays. Answers their name. */
  async disable(
    userId: number,
    { reason = '', until, by = commandLine }: { reason?: string; until?: Date | undefined; by?: Actor } = {},
  ): Promise<string> {
    const { username, sessions } = changed(await this.states.disable(by.id, userId, { reason, until }));
    this.sessionEnds.announce(sessions, 'disabled');
    // Their API tokens have sockets, too.
    this.sessionEnds.announcePerson(userId, 'disabled');
    return username;
  }

  async enable(userId: number): Promise<UserView & { wasDisabled: boolean }> {
    const user = await this.states.enable(userId);
    if (!user) throw noSuchAccount();
    return user;
  }

  /** Enables the accounts whose ban has ended. */
  async enableEnded(): Promise<void> {
    for (const user of await this.states.enableEnded())
      await this.audit.note(commandLine, 'account_enabled', userSubject(user), { ended: true });
  }

  /** Signs a person out everywhere; answers how many sessions that were. */
  async endSessions(userId: number): Promise<number> {
    const ended = await this.sessions.endAllOf(userId, 'signed_out');
    this.sessionEnds.announce(ended, 'signed_out');
    return ended.length;
  }

  /** Everybody, in the order in which they came. */
  list(): Promise<User[]> {
    return this.users.list();
  }

  /** A disabled administrator counts: an old set-up link must not make another one. */
  hasAdministrator(): Promise<boolean> {
    return this.users.hasAdministrator();
  }

  /** Throws `forbidden`, with the reason and the end, for an account that is disabled; a ban that has ended does not count. */
  async requireEnabled(id: number): Promise<User> {
    await this.enableEnded();
    const user = await this.users.find(id);
    if (!user) throw noSuchAccount();
    if (user.deactivatedAt) throw accountDisabled(user);
    return user;
  }

  private noteAccount(user: User, by: Founder): Promise<void> {
    const actor = 'id' in by ? by : { id: user.id, username: user.username, address: by.address };
    return this.audit.note(actor, 'account_created', userSubject(user), { role: user.role });
  }

  private async newRow(input: { username: string; password: string }, role: Role) {
    const valid = parse(newUser, input);
    const usernameKey = keyForNewName(valid.username);
    return {
      username: valid.username,
      usernameKey,
      passwordHash: await this.passwords.hash(valid.password),
      role,
    };
  }
}

/** The key of whatever somebody typed; null for what no name can hold and PostgreSQL would refuse. */
function keyOfAny(name: string): string | null {
  return name.length > 4 * limits.usernameLength || !name.isWellFormed() || name.includes('\0')
    ? null
    : canonicalKey(name);
}

export const noSuchAccount = () => new AppError('not_found', 'There is no such account.');

function changed<Change>(change: Change | Unchanged): Change {
  if (change === 'missing') throw noSuchAccount();
  if (change === 'forbidden') throw new AppError('forbidden', 'Only administrators may do this.');
  if (change === 'last')
    throw new AppError('conflict', 'This is the last administrator. Make somebody else one first.');
  return change;
}

function accountDisabled({ deactivatedReason: reason, deactivatedUntil }: User): AppError {
  const until = deactivatedUntil && instantText(deactivatedUntil);
  if (until && reason)
    return new AppError('forbidden', 'This account is disabled until {{until}}. Reason: {{reason}}', {
      until,
      reason,
    });
  if (until) return new AppError('forbidden', 'This account is disabled until {{until}}.', { until });
  if (reason) return new AppError('forbidden', 'This account is disabled. Reason: {{reason}}', { reason });
  return new AppError('forbidden', 'This account is disabled. Ask an administrator to enable it.');
}

const usernameTaken = () => new AppError('conflict', 'This username is taken. Choose another.');
