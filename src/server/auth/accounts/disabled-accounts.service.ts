import { Injectable } from '@nestjs/common';
import { AuditLog, commandLine } from '../../audit/audit-log.js';
import type { User } from '../../people/user.entity.js';
import { userSubject } from '../../people/user-subject.js';
import { UsersRepository } from '../../people/users.repository.js';
import { noSuchAccount } from '../../people/users.service.js';
import { AppError } from '../../platform/errors/app-error.js';
import { instantText } from '../../platform/rendering/instant-text.js';
import { DisablingRepository } from './disabling.repository.js';

/** Who is kept out, why and until when. */
@Injectable()
export class DisabledAccounts {
  constructor(
    private readonly repository: DisablingRepository,
    private readonly users: UsersRepository,
    private readonly audit: AuditLog,
  ) {}

  /** Enables the accounts whose ban has ended. */
  async enableEnded(): Promise<void> {
    for (const user of await this.repository.enableEnded())
      await this.audit.note(commandLine, 'account_enabled', userSubject(user), { ended: true });
  }

  /** Why an account is disabled, and until when (ISO 8601); undefined where it is not, or not any more. */
  async explain(id: number): Promise<{ reason: string | null; until?: string | undefined } | undefined> {
    await this.enableEnded();
    const user = await this.users.find(id);
    if (!user?.deactivatedAt) return undefined;
    return { reason: user.deactivatedReason, until: user.deactivatedUntil?.toISOString() };
  }

  /** Throws `forbidden`, with the reason and the end, for an account that is disabled; a ban that has ended does not count. */
  async requireEnabled(id: number): Promise<User> {
    await this.enableEnded();
    const user = await this.users.find(id);
    if (!user) throw noSuchAccount();
    if (user.deactivatedAt) throw accountDisabled(user);
    return user;
  }
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
