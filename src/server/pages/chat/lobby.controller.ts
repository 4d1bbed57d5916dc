import { Body, Controller, Get, Post, Query, Redirect, Render, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { lobbyPath, moreRoomsPath, roomPath } from '../../../shared/paths.js';
import { inList, type LobbyPageData } from '../../../shared/room-page.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { scriptData } from '../../platform/rendering/view-helpers.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { Lobby } from '../../rooms/lobby.js';
import { RoomJoins } from '../../rooms/room-joins.service.js';
import { textsForScripts } from './client-texts.js';
import { roomLink } from './room-link.js';

/** Names are judged by `RoomJoins.joinOrMake`: it takes `@bob` too. */
const enterForm = z.object({ room: z.string('Give the room a name.') });

/** Where a page of other rooms begins; what is no number asks for the first. */
const placeInAddress = z.coerce
  .number()
  .int()
  .positive()
  .max(Number.MAX_SAFE_INTEGER)
  .optional()
  .catch(undefined);

@Controller()
export class LobbyController {
  constructor(
    private readonly lobby: Lobby,
    private readonly joins: RoomJoins,
    private readonly limits: RateLimits,
  ) {}

  @Get()
  @Redirect(lobbyPath, 303)
  start(): void {}

  @Get('chat')
  @UseGuards(SignedInGuard)
  @Render('pages/chat/lobby')
  async view(@CurrentUser() user: SignedInUser, @Query('after') after: unknown) {
    await this.limits.consume('page', user.id);
    return this.model(user, placeInAddress.parse(after));
  }

  /** Enters the room named in the form; it is made if there is none. */
  @Post('chat')
  @UseGuards(SignedInGuard)
  @Redirect(lobbyPath, 303)
  enter(@CurrentUser() user: SignedInUser, @Body() body: unknown) {
    const model = async () => ({ ...(await this.model(user)), typed: typed(body, 'room') });
    return orShowAgain({ view: 'pages/chat/lobby', model, field: 'room' }, async () => {
      await this.limits.consume('join', user.id);
      const { room: name } = parseForm(enterForm, body);
      const { address } = await this.joins.joinOrMake(user, name);
      return { url: roomPath(address) };
    });
  }

  /** `after`: the page of other rooms from there on, without the reader's own. */
  private async model(user: SignedInUser, after?: number) {
    const { mine, others, direct, next } = await this.lobby.view(user, { after });
    const isFirst = after === undefined;
    const data: LobbyPageData = { rooms: [...mine, ...direct, ...others].map(inList) };
    return {
      title: 'Rooms',
      isLobby: true,
      isEmpty: isFirst && mine.length + others.length + direct.length === 0,
      mine: isFirst && mine.map((room) => roomLink(room)),
      others: others.map((room) => roomLink(room)),
      direct: isFirst && direct.map((room) => roomLink(room)),
      moreHref: next && moreRoomsPath(next),
      clientTexts: textsForScripts,
      pageData: scriptData(data),
    };
  }
}
