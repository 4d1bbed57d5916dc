/** Files that come in one go, as out of a form. */
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../platform/errors/app-error.js';
import { takeTime } from '../../platform/http/answer-in-time.js';
import { NotTaken } from '../../platform/media/not-taken.js';
import { digesting, newDigest } from '../../platform/storage/digests.js';
import { withFile, writeOn } from '../../platform/storage/durable-files.js';
import { passing } from '../../platform/work/passing.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { Contents } from '../keeping/contents.service.js';
import { Scratch } from '../keeping/scratch.js';
import { Transfers } from '../serving/transfers.js';
import { UploadLimits } from './upload-limits.js';
import { UploadsRepository } from './uploads.repository.js';

type Bytes = AsyncIterable<Buffer>;

export interface FormFile {
  room: number;
  /** Clean. */
  name: string;
  alt: string | null;
  bytes: Bytes;
}

@Injectable()
export class FormUploads {
  constructor(
    private readonly scratch: Scratch,
    private readonly limits: UploadLimits,
    private readonly uploads: UploadsRepository,
    private readonly contents: Contents,
    private readonly transfers: Transfers,
  ) {}

  /** Lets a form that has files take its time. Throws `rate_limited` where enough of the person's is under way. */
  begin({ id }: SignedInUser, request: Request, response: Response): void {
    this.transfers.begin(id, response);
    takeTime(request, response);
  }

  /** Throws what UploadLimits throws of a form as a whole: before anything of its files is written. */
  requireSpace({ id }: SignedInUser, request: Request): Promise<void> {
    return this.limits.requireSpace(id, Number(request.headers['content-length'] ?? this.limits.largest));
  }

  /** The id of the file, once it is ready. Throws what UploadLimits throws, and `invalid` with the reason where it is not taken. */
  receive(me: SignedInUser, { room, name, alt, bytes }: FormFile): Promise<number> {
    return this.scratch.within(async (folder) => {
      const path = join(folder, 'sent');
      const digest = newDigest();
      const chunks = digesting(passing(this.fitting(bytes)), digest);
      const size = await withFile(path, 'w', (file) => writeOn(file, chunks));
      const sent = { path, sha256: digest.digest() };
      await this.limits.require(me.id, size);
      const given = { name, size, isVoice: false, waveform: null, alt };
      const id = await this.uploads.add({ uploaderId: me.id, roomId: room, ...given });
      // Nobody else looks at it: it did not come by the protocol. Where the server is killed meanwhile it counts among the person's
      // files for a day, as what nobody sends does.
      await this.uploads.arrived(id, true);
      const file = { id, uploader_id: me.id, name, size, is_voice: false };
      await this.contents.keep(file, sent, folder).catch(async (error: unknown) => {
        await this.uploads.drop(id, me.id);
        throw error instanceof NotTaken ? new AppError('invalid', error.sentence) : error;
      });
      return id;
    });
  }

  /** What no message takes is not left to its uploader, who has no way to remove it. */
  async letGo({ id: uploaderId }: SignedInUser, ids: number[]): Promise<void> {
    for (const id of ids) await this.uploads.drop(id, uploaderId);
  }

  /** Whether these bring files of the person again, byte for byte and in their order. Nothing of them is kept. */
  async isRepeat(me: SignedInUser, ids: number[], files: AsyncIterable<{ bytes: Bytes }>): Promise<boolean> {
    const digests: string[] = [];
    for await (const { bytes } of files) {
      const digest = newDigest();
      for await (const chunk of passing(this.fitting(bytes))) digest.update(chunk);
      digests.push(digest.digest('hex'));
    }
    return isDeepStrictEqual(digests, await this.uploads.digests(ids, me.id));
  }

  /** The same of files that are here already. */
  async areSame({ id }: SignedInUser, some: number[], others: number[]): Promise<boolean> {
    const digests = await Promise.all([some, others].map((ids) => this.uploads.digests(ids, id)));
    return isDeepStrictEqual(digests[0], digests[1]);
  }

  private async *fitting(bytes: Bytes): AsyncGenerator<Buffer> {
    let size = 0;
    for await (const chunk of bytes) {
      size += chunk.length;
      this.limits.requireFits(size);
      yield chunk;
    }
  }
}
