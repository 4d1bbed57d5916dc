import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AppError } from '../common/app-error.js';
import { keyForNewName } from '../common/names.js';
import { parse } from '../common/validation.js';
import { canonicalKey } from '../protocol/canonical-key.js';
import { limits } from '../protocol/limits.js';
import { password, username } from '../protocol/names.js';
import type { Role } from '../protocol/words.js';
import { Passwords } from './passwords.js';
import { SessionEnds } from './session-ends.js';
import type { User } from './user.entity.js';
import { UsersRepository } from './users.repository.js';

export const newUser = z.object({ username, password });

/** People: who they are, their names and passwords. */
@Injectable()
export class UsersService {
  constructor(
    private readonly users: UsersRepository,
    private readonly passwords: Passwords,
    private readonly sessionEnds: SessionEnds,
  ) {}

  /** Throws `invalid` for a name or password that will not do, `conflict` for a name that is taken. */
  async register(input: { username: string; password: string; role?: Role }): Promise<User> {
    const user = await this.users.insert(await this.newRow(input, input.role ?? 'member'));
    if (!user) throw usernameTaken();
    return user;
  }

  /** The administrator of an empty server. Throws `forbidden` when there is one, also if two ask at the same moment. */
  async registerFirstAdministrator(input: { username: string; password: string }): Promise<User> {
    const user = await this.users.insertFirstAdministrator(await this.newRow(input, 'admin'));
    if (user === 'exists')
      throw new AppError('forbidden', 'This server has an administrator already. Sign in instead.');
    if (user === 'taken') throw usernameTaken();
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
    if (user?.deactivatedAt)
      throw new AppError('forbidden', 'This account is disabled. Ask an administrator to enable it.');
    return user;
  }

  /** Ends all the person's sessions but `keepSession` (a session row's id) in the same transaction. */
  async setPassword(userId: number, input: string, keepSession?: string): Promise<void> {
    const passwordHash = await this.passwords.hash(parse(password, input));
    this.sessionEnds.announce(
      await this.users.setPassword(userId, passwordHash, keepSession),
      'password_changed',
    );
  }

  /** Nobody signs in or goes on with this account; what the person wrote stays. */
  async disable(userId: number): Promise<void> {
    this.sessionEnds.announce(await this.users.deactivate(userId), 'disabled');
  }

  /** Everybody, in the order in which they came. */
  list(): Promise<User[]> {
    return this.users.list();
  }

  /** A disabled administrator counts: an old set-up link must not make another one. */
  hasAdministrator(): Promise<boolean> {
    return this.users.hasAdministrator();
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

const usernameTaken = () => new AppError('conflict', 'This username is taken. Choose another.');
