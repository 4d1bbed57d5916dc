/** What pictures show, in words: a change of their message, once they are in one. */
import { Injectable } from '@nestjs/common';
import type { FileView } from '../../../shared/files.js';
import { noSuchFile } from '../../files/no-such-file.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { ChangesRepository } from '../changing/changes.repository.js';
import { RoomLog } from '../log/room-log.js';
import { DescriptionsRepository } from './descriptions.repository.js';

@Injectable()
export class Descriptions {
  constructor(
    private readonly repository: DescriptionsRepository,
    private readonly messages: ChangesRepository,
    private readonly log: RoomLog,
  ) {}

  /** The uploader's alone, as long as they may read the message. */
  async describe({ id: userId }: SignedInUser, fileId: number, alt: string): Promise<FileView> {
    const before = await this.repository.find(fileId, userId);
    if (!before) throw noSuchFile();
    if (before.message_id === null) await this.repository.describeUnsent(fileId, userId, alt);
    else
      await this.log.change(
        () => this.repository.describe(before.message_id!, userId, fileId, alt),
        () => this.messages.find(before.message_id!, userId),
      );
    const described = await this.repository.find(fileId, userId);
    if (!described) throw noSuchFile();
    return described.view;
  }
}
