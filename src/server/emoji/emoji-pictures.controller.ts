import { Controller, Get, Inject, Param, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { idText } from '../../shared/ids.js';
import { SignedInGuard } from '../auth/signed-in.guard.js';
import { objectKey, STORAGE } from '../files/keeping/kept-files.js';
import { serveObject } from '../files/serving/serve-object.js';
import type { Storage } from '../platform/storage/storage.js';
import { EmojiRepository } from './emoji.repository.js';
import { noSuchEmoji } from './known-emoji.js';

/** The pictures of own emoji, to whoever is signed in. */
@Controller('emoji')
export class EmojiPicturesController {
  constructor(
    private readonly emoji: EmojiRepository,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  /** Still, unless it is asked for as it moves. The name decides nothing; an id never shows another picture, so it is kept for long. */
  @Get(':id/:name')
  @UseGuards(SignedInGuard)
  async read(
    @Param('id') given: string,
    @Query('moving') moving: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const id = idText.safeParse(given).data;
    const found = id !== undefined && (await this.emoji.bytes(id));
    if (!found) throw noSuchEmoji();
    const { sha256, parts } = found;
    const part = moving === undefined && parts.thumb ? 'thumb' : 'full';
    const { type, bytes } = parts[part]!;
    await serveObject(this.storage, request, response, {
      ...{ key: objectKey(sha256, part), type, bytes, name: 'emoji.webp' },
      ...{ isShown: true, leads: false, isLasting: true },
    });
  }
}
