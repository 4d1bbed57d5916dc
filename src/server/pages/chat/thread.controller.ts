/** A thread as a page: beside its room, and on a phone in its place. */
import {
  Body,
  Controller,
  Get,
  Param,
  Post,
  Query,
  Redirect,
  Render,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { clientId } from '../../../shared/ids.js';
import { captionText } from '../../../shared/messages.js';
import { threadPath } from '../../../shared/paths.js';
import { weightOf } from '../../../shared/rules/text-weight.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import { Threads } from '../../messages/threads/threads.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { noSuchPage } from '../../platform/errors/app-error.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { FormDrafts } from './form-drafts.js';
import { FormFiles } from './form-files.js';
import { placeInAddress } from './place-in-address.js';
import { isQuiet, pathAfter, SendId } from './sent.js';
import { ThreadPage } from './thread-page.js';

const answerForm = z.object({ text: captionText, clientId });

function requireSeq(text: string): number {
  const seq = placeInAddress.parse(text);
  if (seq === undefined) throw noSuchPage();
  return seq;
}

@Controller('chat/:address/thread/:seq')
@UseGuards(SignedInGuard)
export class ThreadController {
  constructor(
    private readonly page: ThreadPage,
    private readonly threads: Threads,
    private readonly rooms: RoomsService,
    private readonly limits: RateLimits,
    private readonly files: FormFiles,
    private readonly drafts: FormDrafts,
  ) {}

  @Get()
  @Render('pages/chat/room')
  async view(
    @CurrentUser() user: SignedInUser,
    @Param('address') address: string,
    @Param('seq') seq: string,
    @Query() query: Record<string, unknown>,
  ) {
    await this.limits.consume('page', user.id);
    const [before, after] = [placeInAddress.parse(query.before), placeInAddress.parse(query.after)];
    const part = before === undefined ? { after } : { before };
    const found = await this.page.find(user, address, requireSeq(seq), part);
    const model = await this.page.model(user, address, found);
    const place = { roomId: model.room.id };
    const [inRoom, inThread] = await Promise.all([
      this.drafts.begun(user, place),
      this.drafts.begun(user, { ...place, threadId: found.root.id }),
    ]);
    return { ...model, ...inRoom?.fields, thread: { ...model.thread, ...inThread?.fields } };
  }

  /** Answers the message that began the thread. A refused text is shown again in the form. */
  @Post('messages')
  @Redirect('/chat/', 303)
  async answer(
    @CurrentUser() user: SignedInUser,
    @Param('address') address: string,
    @Param('seq') seq: string,
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const id = new SendId(body);
    const found = await this.page.find(user, address, requireSeq(seq));
    const model = async () => {
      const shown = await this.page.model(user, address, found);
      return { ...shown, thread: { ...shown.thread, ...this.drafts.shownAgain(body), ...id.shown } };
    };
    return orShowAgain({ view: 'pages/chat/room', model, field: 'text' }, async () => {
      await this.limits.consume('send', user.id, weightOf(body));
      const form = parseForm(answerForm, body);
      const standing = await this.rooms.requireByAddress(user, address);
      const { room } = standing;
      const answer = { roomId: room.id, replyTo: found.root.id, quiet: isQuiet(body), ...form };
      const sent = await this.files
        .send(user, standing, answer, { request, response })
        .catch((error: unknown) => id.refuse(error));
      await this.drafts.end(user, { roomId: room.id, threadId: found.root.id }, body);
      const isAnswer = 'seq' in sent && sent.roomId === room.id;
      const path = threadPath(room.address, found.root.seq);
      return { url: isAnswer ? `${path}#t${sent.seq}` : pathAfter(sent, room, form.text) };
    });
  }

  /** The page with the answer as it would look, and as it was written. */
  @Post('preview')
  preview(
    @CurrentUser() user: SignedInUser,
    @Param('address') address: string,
    @Param('seq') seq: string,
    @Body() body: unknown,
    @Res() response: Response,
  ) {
    const model = async (more = {}) => {
      const shown = await this.page.model(
        user,
        address,
        await this.page.find(user, address, requireSeq(seq)),
      );
      const written = { ...this.drafts.shownAgain(body), ...new SendId(body).shown };
      return { ...shown, thread: { ...shown.thread, ...written, ...more } };
    };
    return orShowAgain({ view: 'pages/chat/room', model, field: 'text' }, async () => {
      await this.limits.consume('send', user.id, weightOf(body));
      const preview = this.drafts.preview(body);
      response.status(200).render('pages/chat/room', await model({ preview }));
    });
  }

  @Post('draft')
  @Redirect('/chat/', 303)
  async drop(
    @CurrentUser() user: SignedInUser,
    @Param('address') address: string,
    @Param('seq') seq: string,
    @Body() body: unknown,
  ) {
    await this.limits.consume('read', user.id);
    const { root } = await this.page.find(user, address, requireSeq(seq));
    await this.drafts.end(user, { roomId: root.roomId, threadId: root.id }, body);
    return { url: threadPath(address, root.seq) };
  }

  @Post('follow')
  @Redirect('/chat/', 303)
  async follow(
    @CurrentUser() user: SignedInUser,
    @Param('address') address: string,
    @Param('seq') seq: string,
    @Body() body: unknown,
  ) {
    await this.limits.consume('read', user.id);
    const { root } = await this.page.find(user, address, requireSeq(seq));
    await this.threads.follow(user, { messageId: root.id, on: typed(body, 'on') === 'yes' });
    const { room } = await this.rooms.requireByAddress(user, address);
    return { url: threadPath(room.address, root.seq) };
  }
}
