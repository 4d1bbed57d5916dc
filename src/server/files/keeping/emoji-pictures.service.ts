/** The pictures of the server's own emoji, as files that are of no room. What was sent is not kept, only what was made of it. */
import { Injectable } from '@nestjs/common';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../platform/errors/app-error.js';
import type { Facts, Part } from '../../platform/media/facts.js';
import { Media } from '../../platform/media/media.js';
import { NotTaken } from '../../platform/media/not-taken.js';
import { digestOf } from '../../platform/storage/digests.js';
import { Contents } from './contents.service.js';
import { Scratch } from './scratch.js';
import { ShownPicturesRepository } from './shown-pictures.repository.js';

export interface EmojiPicture {
  fileId: number;
  width: number;
  height: number;
  moves: boolean;
}

const name = 'emoji.webp';

/** Emoji wait for each other, and no uploads for them. */
const ownTurn = 'emoji';

@Injectable()
export class EmojiPictures {
  constructor(
    private readonly repository: ShownPicturesRepository,
    private readonly contents: Contents,
    private readonly media: Media,
    private readonly scratch: Scratch,
  ) {}

  /** Its file goes after a day unless it is posted (`postEmoji`). Throws `invalid` with the reason for what is not taken. */
  keep(authorId: number, bytes: Buffer): Promise<EmojiPicture> {
    return this.scratch.within(async (folder) => {
      const { parts, ...facts } = await this.look(folder, bytes);
      const full = parts.find(({ part }) => part === 'full') as Part;
      const id = await this.repository.add({ authorId, roomId: null }, name, full.bytes);
      const sent = { path: full.path, sha256: await digestOf(full.path) };
      const content = await this.contents.take(id, sent, () => Promise.resolve({ ...facts, parts }));
      await this.contents.ready(id, content, { kind: 'picture', name });
      const { width = 1, height = 1, animated = false } = facts;
      return { fileId: id, width, height, moves: animated };
    });
  }

  /** It becomes no emoji after all. */
  drop(fileId: number): Promise<void> {
    return this.repository.drop(fileId);
  }

  private async look(folder: string, bytes: Buffer): Promise<Facts> {
    const sent = join(folder, 'sent');
    await writeFile(sent, bytes);
    try {
      return await this.media.lookAtEmoji(sent, folder, ownTurn);
    } catch (error) {
      throw error instanceof NotTaken ? new AppError('invalid', error.sentence) : error;
    }
  }
}
