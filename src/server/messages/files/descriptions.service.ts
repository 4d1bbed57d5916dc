/** What pictures show, in words: a change of their message, once they are in one. */
import { Injectable } from '@nestjs/common';
import type { FileView } from '../../../shared/files.js';
import { noSuchFile } from '../../files/no-such-file.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { LivingMessages } from '../changing/living-messages.service.js';
import { RoomLog } from '../log/room-log.js';
import { Writing } from '../writing.js';
import { DescriptionsRepository } from './descriptions.repository.js';

@Injectable()
export class Descriptions {
  constructor(
    private readonly repository: DescriptionsRepository,
    private readonly living: LivingMessages,
    private readonly log: RoomLog,
    private readonly writing: Writing,
  ) {}

  /** The uploader's alone, as long as they may change the message. */
  async describe(user: SignedInUser, fileId: number, alt: string): Promise<FileView> {
    const before = await this.repository.find(fileId, user.id);
    if (!before) throw noSuchFile();
    await this.writing.require(user, alt);
    if (before.message_id === null) await this.repository.describeUnsent(fileId, user.id, alt);
    else await this.describeSent(user, before.message_id, fileId, alt);
    const described = await this.repository.find(fileId, user.id);
    if (!described) throw noSuchFile();
    return described.view;
  }

  private async describeSent(
    user: SignedInUser,
    messageId: number,
    fileId: number,
    alt: string,
  ): Promise<void> {
    await this.living.require(user, messageId);
    const changed = await this.log.change(
      () => this.repository.describe(messageId, user.id, fileId, alt),
      () => this.living.find(user, messageId),
    );
    if (!changed) await this.living.require(user, messageId);
  }
}
