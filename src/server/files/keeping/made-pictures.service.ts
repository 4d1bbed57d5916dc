/**
 * Pictures that are made of what was sent and belong to no room: those of the server's own emoji, its logo, and of people. What was sent is
 * not kept.
 */
import { Injectable } from '@nestjs/common';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../platform/errors/app-error.js';
import type { Facts, Job } from '../../platform/media/facts.js';
import { Media } from '../../platform/media/media.js';
import { NotTaken, tooCostly } from '../../platform/media/not-taken.js';
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

type Kind = NonNullable<Job['as']>;

@Injectable()
export class MadePictures {
  constructor(
    private readonly repository: ShownPicturesRepository,
    private readonly contents: Contents,
    private readonly media: Media,
    private readonly scratch: Scratch,
  ) {}

  /** Its file goes after a day unless it is posted (`postMade`). Throws `invalid` with the reason for what is not taken. */
  async keepEmoji(authorId: number, bytes: Buffer): Promise<EmojiPicture> {
    const { fileId, facts } = await this.keep('emoji', authorId, bytes);
    const { width = 1, height = 1, animated = false } = facts;
    return { fileId, width, height, moves: animated };
  }

  /** The same of somebody's picture; `sha256` is that of what was made. */
  async keepFace(authorId: number, bytes: Buffer): Promise<{ fileId: number; sha256: Buffer }> {
    const { fileId, sha256 } = await this.keep('face', authorId, bytes);
    return { fileId, sha256 };
  }

  /** The same of the server's own. */
  async keepLogo(authorId: number, bytes: Buffer): Promise<{ fileId: number; sha256: Buffer }> {
    const { fileId, sha256 } = await this.keep('logo', authorId, bytes);
    return { fileId, sha256 };
  }

  /** It is not needed after all. */
  drop(fileId: number): Promise<void> {
    return this.repository.drop(fileId);
  }

  private keep(kind: Kind, authorId: number, bytes: Buffer) {
    const name = kind === 'logo' ? 'logo.png' : `${kind}.webp`;
    return this.scratch.within(async (folder) => {
      const { parts, ...facts } = await this.look(kind, folder, bytes);
      const full = parts.find(({ part }) => part === 'full');
      // What looked at it was ended in the middle, and knows its type alone.
      if (!full) throw new AppError('invalid', tooCostly().sentence);
      const fileId = await this.repository.add({ authorId, roomId: null }, name, full.bytes);
      const sha256 = await digestOf(full.path);
      const sent = { path: full.path, sha256 };
      const content = await this.contents.take(fileId, sent, () => Promise.resolve({ ...facts, parts }));
      await this.contents.ready(fileId, content, { kind: 'picture', name });
      return { fileId, facts, sha256 };
    });
  }

  /** Those of a kind wait for each other, and no uploads for them. */
  private async look(kind: Kind, folder: string, bytes: Buffer): Promise<Facts> {
    const sent = join(folder, 'sent');
    await writeFile(sent, bytes);
    try {
      return await this.media.lookAs(kind, sent, folder, kind);
    } catch (error) {
      throw error instanceof NotTaken ? new AppError('invalid', error.sentence) : error;
    }
  }
}
