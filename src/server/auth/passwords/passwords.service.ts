import { Injectable } from '@nestjs/common';
import { limits } from '../../../shared/limits.js';
import { password } from '../../../shared/people.js';
import { type Actor, AuditLog } from '../../audit/audit-log.js';
import { userSubject } from '../../people/user-subject.js';
import type { User } from '../../people/user.entity.js';
import { UsersRepository } from '../../people/users.repository.js';
import { keyOfAny } from '../../people/users.service.js';
import { parse } from '../../platform/errors/validation.js';
import type { Place } from '../../platform/work/fair-line.js';
import { DisabledAccounts } from '../accounts/disabled-accounts.service.js';
import { SessionEnds } from '../sessions/session-ends.js';
import { PasswordHashing } from './password-hashing.js';
import { PasswordsRepository } from './passwords.repository.js';

/** Getting in by a name and a password. */
@Injectable()
export class Passwords {
  constructor(
    private readonly repository: PasswordsRepository,
    private readonly users: UsersRepository,
    private readonly hashing: PasswordHashing,
    private readonly disabled: DisabledAccounts,
    private readonly sessionEnds: SessionEnds,
    private readonly audit: AuditLog,
  ) {}

  /**
   * The user with this name and password, or null; a name that nobody has takes as long as a wrong password.
   * Throws `forbidden` for a disabled account, to its owner only: the password was right. Whoever asks is slowed by
   * PasswordTries, which gives the place.
   */
  async check(name: string, input: string, place?: Place): Promise<User | null> {
    const key = keyOfAny(name);
    const passwordHash = key === null ? undefined : await this.repository.findHash(key);
    const matches = await this.hashing.matches(passwordHash, input.slice(0, limits.passwordMax + 1), place);
    const user = matches && key !== null ? await this.users.findByKey(key) : null;
    return user?.deactivatedAt ? this.disabled.requireEnabled(user.id) : user;
  }

  /** Ends all the person's sessions but `keepSession` (a session row's id) in the same transaction. */
  async set(userId: number, input: string, by: Actor, keepSession?: string): Promise<void> {
    const passwordHash = await this.hashing.hash(parse(password, input));
    const { user, ended } = await this.repository.set(userId, passwordHash, keepSession);
    this.sessionEnds.announce(ended, 'password_changed');
    await this.audit.note(by, 'password_changed', userSubject(user));
  }
}
