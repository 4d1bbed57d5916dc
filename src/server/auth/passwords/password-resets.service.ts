import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { UserView } from '../../../shared/people.js';
import { AuditLog } from '../../audit/audit-log.js';
import { userSubject } from '../../people/user-subject.js';
import { secretHash } from '../../platform/access/secret-hash.js';
import { AppError } from '../../platform/errors/app-error.js';
import { SessionEnds } from '../sessions/session-ends.js';
import { PasswordHashing } from './password-hashing.js';
import { PasswordResetsRepository } from './password-resets.repository.js';

/** One-time links for people who have forgotten their password: an administrator hands them over. */
@Injectable()
export class PasswordResets {
  constructor(
    private readonly repository: PasswordResetsRepository,
    private readonly hashing: PasswordHashing,
    private readonly sessionEnds: SessionEnds,
    private readonly audit: AuditLog,
  ) {}

  /** The one before it stops working. */
  async offer(userId: number): Promise<{ path: string; expiresAt: string }> {
    const code = randomBytes(32).toString('base64url');
    const expiresAt = await this.repository.insert(userId, secretHash(code));
    return { path: `/reset?code=${code}`, expiresAt: expiresAt.toISOString() };
  }

  /** Whose password the code sets. Throws `forbidden` when it is none, or not any more. */
  async requireOwner(code: string): Promise<UserView> {
    const owner = await this.repository.findOwner(secretHash(code));
    if (!owner) throw notValid();
    return owner;
  }

  /** Sets the password and signs the person out everywhere; a code does that once. Answers whose it was. */
  async use(code: string, password: string, address: string): Promise<UserView> {
    // Hashing takes its time: only for those who hold a code.
    await this.requireOwner(code);
    const used = await this.repository.use(secretHash(code), await this.hashing.hash(password));
    if (!used) throw notValid();
    this.sessionEnds.announce(used.ended, 'password_changed');
    const subject = userSubject(used.user);
    await this.audit.note({ ...used.user, address }, 'password_changed', subject, { reset: true });
    return used.user;
  }
}

const notValid = () =>
  new AppError('forbidden', 'This link is wrong or no longer works. Ask an administrator for a new one.');
