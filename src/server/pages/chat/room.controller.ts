import { Body, Controller, Get, Param, Post, Query, Redirect, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { clientId } from '../../../shared/ids.js';
import { captionText, type MessageView } from '../../../shared/messages.js';
import { lobbyPath, roomPath } from '../../../shared/paths.js';
import { username } from '../../../shared/people.js';
import { roomName, type RoomView } from '../../../shared/rooms.js';
import { canonicalKey } from '../../../shared/rules/canonical-key.js';
import { weightOf } from '../../../shared/rules/text-weight.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import { ReadMarksService } from '../../memberships/read-marks.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError, noSuchPage } from '../../platform/errors/app-error.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { languageOf } from '../../platform/languages/language.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { RoomJoins } from '../../rooms/room-joins.service.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { placeInAddress } from './place-in-address.js';
import { type Part, RoomPage } from './room-page.js';
import { FormDrafts } from './form-drafts.js';
import { FormFiles } from './form-files.js';
import { isQuiet, pathAfter, SendId } from './sent.js';

const sendForm = z.object({ text: captionText, clientId });
const readForm = z.object({
  seq: z.coerce.number().int().nonnegative(),
  /** From this message on all is new again. */
  unread: z.literal('yes').optional(),
});

@Controller('chat')
@UseGuards(SignedInGuard)
export class RoomController {
  constructor(
    private readonly page: RoomPage,
    private readonly rooms: RoomsService,
    private readonly joins: RoomJoins,
    private readonly readMarks: ReadMarksService,
    private readonly limits: RateLimits,
    private readonly files: FormFiles,
    private readonly drafts: FormDrafts,
  ) {}

  @Get(':address')
  async newest(
    @CurrentUser() user: SignedInUser,
    @Param('address') address: string,
    @Query() query: Record<string, unknown>,
    @Res() response: Response,
  ): Promise<void> {
    const part = { before: placeInAddress.parse(query.before), after: placeInAddress.parse(query.after) };
    const extras = {
      sentTo: await this.conversationWith(user, query.sentTo),
      showsHelp: query.help !== undefined,
      reply: query.reply,
    };
    const edge = part.before ? { before: part.before } : { after: part.after };
    const on = typeof query.on === 'string' && { day: query.on, language: languageOf(response.req) };
    const place = on ? { on } : { ...edge, now: query.at === 'now' };
    await this.show(user, address, place, extras, response);
  }

  @Get(':address/:seq')
  async around(
    @CurrentUser() user: SignedInUser,
    @Param('address') address: string,
    @Param('seq') text: string,
    @Query('reply') reply: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const around = placeInAddress.parse(text);
    if (around === undefined) throw noSuchPage();
    await this.show(user, address, { around }, { reply }, response);
  }

  /** Sends, and joins the room first if need be. A refused text is shown again in the form. */
  @Post(':address/messages')
  @Redirect('/chat/', 303)
  send(
    @CurrentUser() user: SignedInUser,
    @Param('address') address: string,
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const id = new SendId(body);
    const reply = typed(body, 'reply');
    const model = async () => ({
      ...(await this.withAnswer(user, await this.page.model(user, address), reply)),
      ...this.drafts.shownAgain(body),
      ...id.shown,
    });
    return orShowAgain({ view: 'pages/chat/room', model, field: 'text' }, async () => {
      await this.limits.consume('send', user.id, weightOf(body));
      const form = parseForm(sendForm, body);
      const found = await this.rooms.requireById(user, await this.joins.join(user, address));
      const { room } = found;
      const send = {
        roomId: room.id,
        replyTo: await this.idOf(user, room.id, reply),
        quiet: isQuiet(body),
        ...form,
      };
      const sent = await this.files
        .send(user, found, send, { request, response })
        .catch((error: unknown) => id.refuse(error));
      await this.drafts.end(user, { roomId: room.id }, body);
      return { url: pathAfter(sent, room, form.text) };
    });
  }

  /** The page with what is written as it would look, and as it was written. */
  @Post(':address/preview')
  preview(
    @CurrentUser() user: SignedInUser,
    @Param('address') address: string,
    @Body() body: unknown,
    @Res() response: Response,
  ) {
    const model = async () => {
      const page = await this.withAnswer(user, await this.page.model(user, address), typed(body, 'reply'));
      return { ...page, ...this.drafts.shownAgain(body), ...new SendId(body).shown };
    };
    return orShowAgain({ view: 'pages/chat/room', model, field: 'text' }, async () => {
      await this.limits.consume('send', user.id, weightOf(body));
      const preview = this.drafts.preview(body);
      response.status(200).render('pages/chat/room', { ...(await model()), preview, showsParts: true });
    });
  }

  /** Nothing is left of what was begun, on any device. */
  @Post(':address/draft')
  @Redirect('/chat/', 303)
  async drop(@CurrentUser() user: SignedInUser, @Param('address') address: string, @Body() body: unknown) {
    await this.limits.consume('read', user.id);
    const { room } = await this.rooms.requireByAddress(user, address);
    await this.drafts.end(user, { roomId: room.id }, body);
    return { url: roomPath(room.address) };
  }

  @Post(':address/read')
  @Redirect('/chat/', 303)
  async markRead(
    @CurrentUser() user: SignedInUser,
    @Param('address') address: string,
    @Body() body: unknown,
  ) {
    await this.limits.consume('read', user.id);
    const { seq, unread } = parseForm(readForm, body);
    const { room } = await this.rooms.requireByAddress(user, address);
    await this.readMarks.mark(user, { roomId: room.id, seq, unread: unread !== undefined });
    // Not into the room, where scripts would read it again.
    return { url: unread ? lobbyPath : roomPath(room.address) };
  }

  private async show(
    user: SignedInUser,
    address: string,
    part: Part,
    { reply, ...extras }: Record<string, unknown>,
    response: Response,
  ): Promise<void> {
    await this.limits.consume('page', user.id);
    try {
      const shown = await this.page.model(user, address, part);
      if (isOld(address, shown.room) && !response.locals.isPart) return toNewAddress(response, shown.room);
      // Scripts ask for parts; drafts are theirs.
      const begun = response.locals.isPart
        ? undefined
        : await this.drafts.begun(user, { roomId: shown.room.id });
      const model = await this.withAnswer(user, shown, reply ?? begun?.reply);
      response.render('pages/chat/room', {
        ...model,
        ...begun?.fields,
        isKeptAnswer: reply === undefined,
        ...extras,
      });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'not_found') throw error;
      response.status(404).render('pages/chat/no-room', { title: 'Not found', ...offer(user, address) });
    }
  }

  /** The page with an answer begun, where one was asked for. */
  private async withAnswer<Model extends { room: RoomView }>(
    user: SignedInUser,
    model: Model,
    reply: unknown,
  ): Promise<Model & { answering?: MessageView & { isMine: boolean } }> {
    const seq = placeInAddress.parse(reply);
    const answering = seq && (await this.page.answered(user, model.room.id, seq));
    if (!answering) return model;
    return {
      ...model,
      answering: {
        ...answering,
        text: answering.line,
        isMine: answering.author.id === user.id,
      },
    };
  }

  private async idOf(user: SignedInUser, roomId: number, reply: unknown): Promise<number | undefined> {
    const seq = placeInAddress.parse(reply);
    return seq && (await this.page.answered(user, roomId, seq))?.id;
  }

  /** The conversation that a private message just went to; an address that somebody made up names none. */
  private async conversationWith(user: SignedInUser, name: unknown) {
    if (typeof name !== 'string') return undefined;
    try {
      const { room } = await this.rooms.requireByAddress(user, `@${name}`);
      return { name: room.name, href: roomPath(room.address) };
    } catch (error) {
      if (error instanceof AppError && error.code === 'not_found') return undefined;
      throw error;
    }
  }
}

/** What the page of an unknown room offers to make; nothing where the name could not be one, and no room to a guest. */
function offer(
  { role }: SignedInUser,
  address: string,
): { roomName?: string; person?: string; address?: string } {
  if (address.startsWith('@')) {
    const person = username.safeParse(address.slice(1));
    return person.success ? { person: person.data, address: `@${person.data}` } : {};
  }
  const name = roomName.safeParse(address);
  return name.success && role !== 'guest' ? { roomName: name.data, address: name.data } : {};
}

/** The room, or the other of a conversation, has another name by now, or it was a group. In another spelling the same name is none. */
const isOld = (address: string, room: RoomView): boolean =>
  canonicalKey(address) !== canonicalKey(room.address);

/** Not kept by browsers: another room may take the name, and then leads there. */
function toNewAddress(response: Response, room: RoomView): void {
  const { originalUrl } = response.req;
  const rest = originalUrl.slice(originalUrl.split('/').slice(0, 3).join('/').split('?')[0]!.length);
  response.set('Cache-Control', 'no-store').redirect(301, `${roomPath(room.address)}${rest}`);
}
