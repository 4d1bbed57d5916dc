import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { AuditDetails } from '../../../shared/audit.js';
import type { PasswordResetView, PendingResetView } from '../../../shared/people.js';
import { type Actor, AuditLog } from '../../audit/audit-log.js';
import { StandingChanges } from '../../people/standing-changes.js';
import { type Account, userSubject } from '../../people/user-subject.js';
import { secretHash } from '../../platform/access/secret-hash.js';
import { AppError } from '../../platform/errors/app-error.js';
import { SessionEnds } from '../sessions/session-ends.js';
import { NewPasswords } from './new-passwords.service.js';
import { PasswordResetsRepository } from './password-resets.repository.js';

/** One-time links for people who have forgotten their password: an administrator hands them over, or they are mailed. */
@Injectable()
export class PasswordResets {
  constructor(
    private readonly repository: PasswordResetsRepository,
    private readonly passwords: NewPasswords,
    private readonly sessionEnds: SessionEnds,
    private readonly audit: AuditLog,
    standingChanges: StandingChanges,
  ) {
    standingChanges.subscribe((transaction, userId) => repository.forgetThoseOf(userId, transaction));
  }

  /** The one before it stops working. */
  async offer(person: Account, by: Actor, details: AuditDetails = {}): Promise<PasswordResetView> {
    const code = randomBytes(32).toString('base64url');
    const expiresAt = await this.repository.insert(person.id, secretHash(code), by);
    await this.audit.note(by, 'password_reset_offered', userSubject(person), details);
    return { path: `/reset#${code}`, expiresAt: expiresAt.toISOString() };
  }

  /** The link that the person could still use; its code nobody knows but them. */
  async findPending(userId: number): Promise<PendingResetView | null> {
    const pending = await this.repository.findPending(userId);
    return (
      pending && {
        createdBy: pending.createdBy,
        createdAt: pending.createdAt.toISOString(),
        expiresAt: pending.expiresAt.toISOString(),
      }
    );
  }

  /** Throws `not_found` when there is none that works. */
  async revoke(person: Account, by: Actor): Promise<void> {
    if (!(await this.repository.revoke(person.id))) throw noPending();
    await this.audit.note(by, 'password_reset_revoked', userSubject(person));
  }

  /** Whose password the code sets. Throws `forbidden` when it is none, or not any more. */
  async requireOwner(code: string): Promise<Account> {
    const owner = await this.repository.findOwner(secretHash(code));
    if (!owner) throw notValid();
    return owner;
  }

  /** Sets the password and signs the person out everywhere; a code does that once. Answers whose it was, and the new hash. */
  async use(code: string, password: string, address: string): Promise<Account & { passwordHash: string }> {
    // Hashing takes its time: only for those who hold a code.
    const { username } = await this.requireOwner(code);
    const passwordHash = await this.passwords.hash(password, username);
    const used = await this.repository.use(secretHash(code), passwordHash);
    if (!used) throw notValid();
    this.sessionEnds.announce(used.ended.sessions, 'password_changed');
    this.sessionEnds.announce(used.ended.tokens, 'token_revoked');
    const details = {
      reset: true,
      ...(used.ended.tokens.length > 0 && { tokens: used.ended.tokens.length }),
    };
    await this.audit.note({ ...used.user, address }, 'password_changed', userSubject(used.user), details);
    return { ...used.user, passwordHash };
  }
}

export const noPending = () =>
  new AppError('not_found', 'There is no link that this person could still use.');

const notValid = () =>
  new AppError('forbidden', 'This link is wrong or no longer works. Ask an administrator for a new one.');
