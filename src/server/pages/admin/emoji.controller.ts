import { Body, Controller, Get, Post, Query, Redirect, Render, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { idText } from '../../../shared/ids.js';
import { emojiBytes, newEmoji } from '../../../shared/emoji.js';
import { AdminGuard } from '../../auth/admin.guard.js';
import { CurrentUser } from '../../auth/current-user.js';
import { StillSignedIn } from '../../auth/sign-in/still-signed-in.js';
import { EmojiService } from '../../emoji/emoji.service.js';
import { FormUploads } from '../../files/uploads/form-uploads.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { parse } from '../../platform/errors/validation.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { adminPage, noticeOf } from './admin-page.js';

const emojiToRemove = z.object({ emoji: idText });

/** The server's own emoji. */
@Controller('admin/emoji')
@UseGuards(AdminGuard)
export class EmojiController {
  constructor(
    private readonly emoji: EmojiService,
    private readonly uploads: FormUploads,
    private readonly signedIn: StillSignedIn,
  ) {}

  @Get()
  @Render('pages/admin/emoji')
  async show(@CurrentUser() me: SignedInUser, @Query('done') done: unknown) {
    return { ...(await this.model(me)), notice: noticeOf(done) };
  }

  @Post()
  @Redirect('/admin/emoji?done=emoji-added', 303)
  async add(
    @CurrentUser() me: SignedInUser,
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const form = { view: 'pages/admin/emoji', model: () => this.model(me, body), field: 'picture' };
    await orShowAgain(form, async () => {
      const { name } = parseForm(newEmoji, body);
      this.uploads.begin(me, request, response);
      await this.emoji.add(me, name, this.signedIn.firstSent(request));
    });
  }

  @Post('remove')
  @Redirect('/admin/emoji?done=emoji-removed', 303)
  async remove(@CurrentUser() me: SignedInUser, @Body() body: unknown): Promise<void> {
    await this.emoji.remove(me, parse(emojiToRemove, body).emoji);
  }

  private async model(me: SignedInUser, kept?: unknown) {
    const { emoji, most } = await this.emoji.list(me);
    const kilobytes = emojiBytes / 1024;
    return adminPage('emoji', 'Emoji', { emoji, most, kilobytes, name: typed(kept, 'name') });
  }
}
