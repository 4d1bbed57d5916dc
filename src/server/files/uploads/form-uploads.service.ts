/** Files that come in one go, as out of a form. */
import { Injectable } from '@nestjs/common';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../platform/errors/app-error.js';
import { NotTaken } from '../../platform/media/not-taken.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { Contents } from '../keeping/contents.service.js';
import { Scratch } from '../keeping/scratch.js';
import { UploadLimits } from './upload-limits.js';
import { UploadsRepository } from './uploads.repository.js';

export interface FormFile {
  room: number;
  /** Clean. */
  name: string;
  alt: string | null;
  bytes: AsyncIterable<Buffer>;
}

@Injectable()
export class FormUploads {
  constructor(
    private readonly scratch: Scratch,
    private readonly limits: UploadLimits,
    private readonly uploads: UploadsRepository,
    private readonly contents: Contents,
  ) {}

  /** The id of the file, once it is ready. Throws what UploadLimits throws, and `invalid` with the reason where it is not taken. */
  receive(me: SignedInUser, { room, name, alt, bytes }: FormFile): Promise<number> {
    return this.scratch.within(async (folder) => {
      const sent = join(folder, 'sent');
      const size = await this.write(bytes, sent);
      await this.limits.require(me.id, size);
      const given = { name, size, isVoice: false, waveform: null, alt };
      const id = await this.uploads.add({ uploaderId: me.id, roomId: room, ...given });
      // Nobody else looks at it: it did not come by the protocol, and is gone with this request where that ends too early.
      await this.uploads.arrived(id, true);
      const file = { id, uploader_id: me.id, name, size, is_voice: false };
      await this.contents.keep(file, sent, folder).catch(async (error: unknown) => {
        await this.uploads.drop(id, me.id);
        throw error instanceof NotTaken ? new AppError('invalid', error.sentence) : error;
      });
      return id;
    });
  }

  private async write(bytes: AsyncIterable<Buffer>, path: string): Promise<number> {
    const { limits } = this;
    let size = 0;
    await pipeline(
      bytes,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          size += chunk.length;
          limits.requireFits(size);
          yield chunk;
        }
      },
      createWriteStream(path, { mode: 0o600 }),
    );
    return size;
  }
}
