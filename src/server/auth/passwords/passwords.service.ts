import { Injectable } from '@nestjs/common';
import type { AuditDetails } from '../../../shared/audit.js';
import { limits } from '../../../shared/limits.js';
import { type Actor, AuditLog } from '../../audit/audit-log.js';
import { userSubject } from '../../people/user-subject.js';
import type { User } from '../../people/user.entity.js';
import { UsersRepository } from '../../people/users.repository.js';
import { keyOfAny } from '../../people/users.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import type { Place } from '../../platform/work/fair-line.js';
import { DisabledAccounts } from '../accounts/disabled-accounts.service.js';
import { SessionEnds } from '../sessions/session-ends.js';
import { accountChanged } from '../sessions/session.store.js';
import type { Kept } from './old-password.repository.js';
import { NewPasswords } from './new-passwords.service.js';
import { isUpToDate, PasswordHashing } from './password-hashing.js';
import { PasswordsRepository } from './passwords.repository.js';

/**
 * Somebody who has just proved who they are, and the hash of the password that proved it. Checking takes its time: what
 * follows from it is written only while that hash still stands.
 */
export type Proven = SignedInUser & { passwordHash: string };

/** Getting in by a name and a password. */
@Injectable()
export class Passwords {
  constructor(
    private readonly repository: PasswordsRepository,
    private readonly users: UsersRepository,
    private readonly hashing: PasswordHashing,
    private readonly newPasswords: NewPasswords,
    private readonly disabled: DisabledAccounts,
    private readonly sessionEnds: SessionEnds,
    private readonly audit: AuditLog,
  ) {}

  /**
   * The user with this name and password, or null; a name that nobody has takes as long as a wrong password.
   * Throws `forbidden` for a disabled account, to its owner only: the password was right. Whoever asks is slowed by
   * PasswordTries, which gives the place.
   */
  async check(name: string, input: string, place?: Place): Promise<(User & Proven) | null> {
    const key = keyOfAny(name);
    const passwordHash = key === null ? undefined : await this.repository.findHash(key);
    const matches = await this.hashing.matches(passwordHash, input.slice(0, limits.passwordMax + 1), place);
    if (!matches || key === null || passwordHash === undefined) return null;
    const user = await this.users.findByKey(key);
    const enabled = user?.deactivatedAt ? await this.disabled.requireEnabled(user.id) : user;
    // A bot has tokens and nothing else: a password that it had before opens nothing.
    if (!enabled || enabled.role === 'bot') return null;
    if (isUpToDate(passwordHash)) return Object.assign(enabled, { passwordHash });
    const renewed = await this.hashing.hash(input, place);
    if (await this.repository.renew(enabled.id, passwordHash, renewed))
      return Object.assign(enabled, { passwordHash: renewed });
    // Another sign-in was quicker, or the password was changed: what was proved is looked at once more.
    return this.check(name, input, place);
  }

  /**
   * Signs the person out everywhere, but for what is `kept`, in the same transaction. With `checked`, the hash of the
   * password that was asked for: throws `unauthenticated` when it is not the person's any more.
   */
  async set(
    userId: number,
    input: string,
    by: Actor,
    kept: Kept & { checked?: string | undefined } = {},
  ): Promise<void> {
    const person = await this.users.find(userId);
    if (!person) throw accountChanged();
    const passwordHash = await this.newPasswords.hash(input, person.username);
    const done = await this.repository.set(userId, passwordHash, kept);
    if (!done) throw accountChanged();
    const { user, ended } = done;
    this.sessionEnds.announce(ended.sessions, 'password_changed');
    this.sessionEnds.announce(ended.tokens, 'token_revoked');
    const details: AuditDetails = ended.tokens.length > 0 ? { tokens: ended.tokens.length } : {};
    await this.audit.note(by, 'password_changed', userSubject(user), details);
  }
}
