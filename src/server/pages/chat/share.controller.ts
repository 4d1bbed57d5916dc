/** What another app hands over to be sent: it is shown, a room is chosen, and it goes there. Also the way to a new message. */
import { Body, Controller, Get, Post, Query, Render, Res, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { clientId, id } from '../../../shared/ids.js';
import { limits } from '../../../shared/limits.js';
import { messageText } from '../../../shared/messages.js';
import { roomPath } from '../../../shared/paths.js';
import { weightOf } from '../../../shared/rules/text-weight.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import { MessagesService } from '../../messages/messages.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { SharePlaces } from './share-places.js';

const choose = 'Choose where to send it.';
/** Said by the service worker. */
const unkept = 'This browser has no room to keep all that was shared. Share less at a time.';
const shareForm = z.object({ text: messageText, clientId, room: z.coerce.number(choose).pipe(id) });
const view = 'pages/chat/share';

@Controller('share')
@UseGuards(SignedInGuard)
export class ShareController {
  constructor(
    private readonly places: SharePlaces,
    private readonly rooms: RoomsService,
    private readonly messages: MessagesService,
    private readonly limits: RateLimits,
  ) {}

  @Get()
  @Render(view)
  async show(@CurrentUser() user: SignedInUser, @Query() query: Record<string, unknown>) {
    await this.limits.consume('page', user.id);
    const error = query.unkept === 'yes' && unkept;
    return { ...(await this.model(user, { text: sharedText(query) })), ...(error && { error }) };
  }

  /** Sends; or, by the button beside the name to look for, shows the rooms of that name. */
  @Post()
  async send(@CurrentUser() user: SignedInUser, @Body() body: unknown, @Res() response: Response) {
    if (typed(body, 'find')) {
      await this.limits.consume('page', user.id);
      return response.status(200).render(view, await this.model(user, body));
    }
    const url = await orShowAgain({ view, model: () => this.model(user, body), field: 'text' }, async () => {
      await this.limits.consume('send', user.id, weightOf(body));
      const { room: roomId, text, clientId } = parseForm(shareForm, body);
      const { room } = await this.rooms.requireById(user, roomId);
      const sent = await this.messages.send(user, { roomId, clientId, text: asText(text) });
      return roomPath(room.address) + ('seq' in sent ? `#m${sent.seq}` : '');
    });
    response.redirect(303, url);
  }

  private async model(user: SignedInUser, body: unknown) {
    const wanted = typed(body, 'query').slice(0, limits.roomNameLength);
    const { places, isCut } = await this.places.find(user, wanted, Number(typed(body, 'room')));
    const kept = clientId.safeParse(typed(body, 'clientId'));
    return {
      title: 'New message',
      ...{ places, isCut, query: wanted, text: typed(body, 'text') },
      clientId: kept.success ? kept.data : randomUUID(),
    };
  }
}

/** What comes from elsewhere is no command. */
const asText = (text: string) => (text.startsWith('/') ? `/${text}` : text);

/** A title, a text and an address, each once: what one app puts into the text, another one names apart. */
function sharedText(query: Record<string, unknown>): string {
  const [title, text, url] = ['title', 'text', 'url'].map((name) => typed(query, name).trim());
  const parts = [text!.includes(title!) ? '' : title, text, text!.includes(url!) ? '' : url];
  return parts.filter(Boolean).join('\n').slice(0, limits.messageLength);
}
