/** People's pictures: everybody has their own, and whoever keeps the peace takes one away. */
import { Injectable } from '@nestjs/common';
import { faceBytes } from '../../../shared/profiles.js';
import { AuditLog } from '../../audit/audit-log.js';
import { requireModerator } from '../../people/moderators.js';
import { PersonChanges } from '../../people/person-changes.js';
import { userSubject } from '../../people/user-subject.js';
import { noSuchAccount, UsersService } from '../../people/users.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';
import { MadePictures } from '../keeping/made-pictures.service.js';
import { wholePicture } from '../keeping/whole-picture.js';
import { FacesRepository } from './faces.repository.js';

@Injectable()
export class Faces {
  constructor(
    private readonly repository: FacesRepository,
    private readonly pictures: MadePictures,
    private readonly changes: PersonChanges,
    private readonly users: UsersService,
    private readonly audit: AuditLog,
  ) {}

  /** Throws `invalid` for what is no picture, `too_large`; the middle of one that is not square is shown. */
  async set(me: SignedInUser, sent: AsyncIterable<Buffer>): Promise<void> {
    const { fileId, sha256 } = await this.pictures.keepFace(
      me.id,
      await wholePicture(sent, faceBytes, 'picture'),
    );
    // Another one each time, so that a picture that is taken away and chosen again is asked for again.
    const version = sha256.subarray(0, 4).toString('hex') + fileId.toString(36);
    if (!(await this.repository.set(me.id, fileId, version)))
      throw new AppError('unavailable', 'This did not work. Try again in a moment.');
    await this.changes.announce();
  }

  async remove(me: SignedInUser): Promise<void> {
    if (await this.repository.remove(me.id)) await this.changes.announce();
  }

  /** With the account of whoever is erased. */
  async forget(userId: number): Promise<void> {
    await this.repository.remove(userId);
  }

  /** Of somebody else. Throws `forbidden`, `not_found` where there is none. */
  async takeAway(actor: SignedInUser, userId: number): Promise<void> {
    requireModerator(actor);
    const user = await this.users.findAny(userId);
    if (!user || !(await this.repository.remove(userId))) throw noSuchAccount();
    await this.audit.note(actor, 'picture_removed', userSubject(user));
    await this.changes.announce();
  }
}
