/** The server's own picture in the place of the samovar, as administrators choose it. */
import { Injectable } from '@nestjs/common';
import { faceBytes } from '../../../shared/profiles.js';
import { AuditLog } from '../../audit/audit-log.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { requireAdministrator } from '../../platform/errors/administrators-only.js';
import { AppError } from '../../platform/errors/app-error.js';
import { SettingsService } from '../../settings/settings.service.js';
import { MadePictures } from '../keeping/made-pictures.service.js';
import { wholePicture } from '../keeping/whole-picture.js';
import { LogoRepository } from './logo.repository.js';

@Injectable()
export class Logo {
  constructor(
    private readonly repository: LogoRepository,
    private readonly pictures: MadePictures,
    private readonly settings: SettingsService,
    private readonly audit: AuditLog,
  ) {}

  /** Throws `invalid` for anything but a PNG, JPEG or WebP, `too_large`. */
  async set(actor: SignedInUser, sent: AsyncIterable<Buffer>): Promise<{ version: string }> {
    requireAdministrator(actor);
    const { fileId, sha256 } = await this.pictures.keepLogo(
      actor.id,
      await wholePicture(sent, faceBytes, 'logo'),
    );
    const version = sha256.subarray(0, 4).toString('hex') + fileId.toString(36);
    const before = this.word;
    if (!(await this.repository.set(fileId, version)))
      throw new AppError('unavailable', 'This did not work. Try again in a moment.');
    await this.noted(actor, before, 'picture');
    return { version };
  }

  /** The samovar is back; no error where it was there. */
  async remove(actor: SignedInUser): Promise<void> {
    requireAdministrator(actor);
    if (await this.repository.remove()) await this.noted(actor, 'picture', 'samovar');
  }

  private get word(): string {
    return this.settings.logo === null ? 'samovar' : 'picture';
  }

  private async noted(actor: SignedInUser, before: string, after: string): Promise<void> {
    await this.audit.note(actor, 'setting_changed', null, { server_logo: `${before} → ${after}` });
    await this.settings.look();
  }
}
