import { Inject, Injectable } from '@nestjs/common';
import type { RegistrationView } from '../../../shared/people.js';
import { AuditLog } from '../../audit/audit-log.js';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { requireAdministrator } from '../../people/administrators.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';
import { SettingsService } from '../../settings/settings.service.js';
import { isCode, registrationCode } from '../sign-in/link-codes.js';
import { RegistrationLinkRepository } from './registration-link.repository.js';

/** Who may register, and the link by which they may where that needs one. */
@Injectable()
export class Registration {
  constructor(
    @Inject(CONFIG) private readonly config: RunningConfig,
    private readonly repository: RegistrationLinkRepository,
    private readonly audit: AuditLog,
    private readonly settings: SettingsService,
  ) {}

  get isClosed(): boolean {
    return this.settings.current.registration === 'closed';
  }

  get needsLink(): boolean {
    return this.settings.current.registration === 'link';
  }

  /** Throws `forbidden` where a link is needed, for any code but the one in it. */
  async requireRight(code: string): Promise<void> {
    if (!this.needsLink || isCode(code, await this.code())) return;
    throw new AppError(
      'forbidden',
      'This registration link is wrong or no longer works. Ask an administrator for the new one.',
    );
  }

  /** Where people register; null where nobody does. */
  async path(): Promise<string | null> {
    if (this.isClosed) return null;
    return this.needsLink ? `/register#${await this.code()}` : '/register';
  }

  async read(actor: SignedInUser): Promise<RegistrationView> {
    requireAdministrator(actor);
    const { renewedAt } = await this.repository.read();
    const { registration: mode } = this.settings.current;
    return { mode, path: await this.path(), renewedAt: renewedAt.toISOString() };
  }

  /** Makes a new link; whoever still has the old one cannot register with it, on any node. */
  async renew(actor: SignedInUser): Promise<RegistrationView> {
    requireAdministrator(actor);
    await this.repository.renew();
    await this.audit.note(actor, 'registration_link_renewed');
    return this.read(actor);
  }

  private async code(): Promise<string> {
    return registrationCode(this.config.SESSION_SECRET, (await this.repository.read()).salt);
  }
}
