import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { password, type Role, username } from '../../../shared/people.js';
import { type Actor, AuditLog, commandLine } from '../../audit/audit-log.js';
import { keyForNewName, requireOwnName } from '../../people/new-names.js';
import { Newcomers } from '../../people/newcomers.js';
import { skeletonOf } from '../../people/skeletons.js';
import { userSubject } from '../../people/user-subject.js';
import type { NewUser, User } from '../../people/user.entity.js';
import type { Lookalike } from '../../people/usernames.repository.js';
import { type Also, UsersRepository } from '../../people/users.repository.js';
import { AppError } from '../../platform/errors/app-error.js';
import { parse } from '../../platform/errors/validation.js';
import { addressKey } from '../../platform/http/network-address.js';
import type { Place } from '../../platform/work/fair-line.js';
import { refusedName } from './refused-name.js';
import { NewPasswords } from '../passwords/new-passwords.service.js';

export const newUser = z.object({ username, password });
const newBot = newUser.pick({ username: true });

/** Who makes an account; with an address only, the person themselves. */
type Founder = Actor | { address: string };

/** With the hash that its first session is opened by. */
type NewAccount = User & { passwordHash: string };

/** What a bot has in its place: it is the hash of no password. */
const noPassword = '';

/** How accounts begin: a name that nobody has, and a password, unless it is a bot's. */
@Injectable()
export class Accounts {
  constructor(
    private readonly users: UsersRepository,
    private readonly passwords: NewPasswords,
    private readonly newcomers: Newcomers,
    private readonly audit: AuditLog,
  ) {}

  /** With what is written together with it (`also`). Throws `invalid` for a name or password that will not do, `conflict` for a name that is taken. */
  async register(
    input: { username: string; password?: string | undefined; role?: Role | undefined },
    by: Founder = commandLine,
    { also }: { also?: Also } = {},
  ): Promise<NewAccount> {
    const row = await this.newRow(input, input.role ?? 'member', by);
    const user = made(await this.users.insert(row, also), row.role);
    await this.noteAccount(user, by);
    await this.newcomers.announce(user);
    return Object.assign(user, { passwordHash: row.passwordHash });
  }

  /** The administrator of an empty server. Throws `forbidden` when there is one, also if two ask at the same moment. */
  async registerFirstAdministrator(
    input: { username: string; password: string },
    by: Founder = commandLine,
  ): Promise<NewAccount> {
    const row = await this.newRow(input, 'admin', commandLine);
    const inserted = await this.users.insertFirstAdministrator(row);
    if (inserted === 'exists')
      throw new AppError('forbidden', 'This server has an administrator already. Sign in instead.');
    const user = made(inserted, 'admin');
    await this.noteAccount(user, by);
    return Object.assign(user, { passwordHash: row.passwordHash });
  }

  private noteAccount(user: User, by: Founder): Promise<void> {
    const actor = 'id' in by ? by : { id: user.id, username: user.username, address: by.address };
    return this.audit.note(actor, 'account_created', userSubject(user), { role: user.role });
  }

  private async newRow(
    input: { username: string; password?: string | undefined },
    role: Role,
    by: Founder,
  ): Promise<NewUser> {
    const { username: name, password: chosen } =
      role === 'bot' ? { ...parse(newBot, input), password: null } : parse(newUser, input);
    const usernameKey = keyForNewName(name);
    requireOwnName(name, 'id' in by);
    return {
      username: name,
      usernameKey,
      skeleton: skeletonOf(name),
      passwordHash: chosen === null ? noPassword : await this.passwords.hash(chosen, name, placeOf(by)),
      role,
    };
  }
}

/** Strangers wait for their turn among strangers. */
const placeOf = (by: Founder): Place | undefined =>
  'id' in by ? undefined : { key: `address ${addressKey(by.address)}`, isKnown: false };

/** The account, or else why there is none. */
function made(inserted: User | 'taken' | Lookalike, role: Role): User {
  if (inserted === 'taken' || 'looksLike' in inserted) throw refusedName(inserted, role);
  return inserted;
}
