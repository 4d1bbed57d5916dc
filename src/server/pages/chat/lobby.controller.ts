import { Body, Controller, Get, Post, Query, Redirect, Res, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import type { RoomInWords } from '../../../shared/lobby.js';
import { lobbyPath, moreRoomsPath, roomPath } from '../../../shared/paths.js';
import { username } from '../../../shared/people.js';
import { inList, type LobbyPageData } from '../../../shared/room-page.js';
import { roomName, topicText } from '../../../shared/rooms.js';
import { AwayService } from '../../activity/away/away.service.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { scriptData } from '../../platform/rendering/view-helpers.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { AppError } from '../../platform/errors/app-error.js';
import { FormerNames } from '../../presence/former-names.service.js';
import { RoomJoins } from '../../rooms/room-joins.service.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { awayLook } from './away-look.js';
import { textsForScripts } from './client-texts.js';
import { LobbyPage } from './lobby-page.js';
import { placeInList } from './place-in-address.js';
import { ReaderPage } from './reader-page.js';
import { TypedPeople } from './typed-people.js';
import { roomCard } from './room-link.js';

/** Names are judged by `RoomJoins.joinOrMake`: it takes `@bob` too. What is made is public unless said otherwise. */
const enterForm = z.object({
  room: z.string('Give the room a name.'),
  access: z.enum(['public', 'private']).default('public'),
  topic: topicText.optional(),
  /** Who is in from the first. */
  names: z.string().trim().optional(),
});

/** Rooms in which a newcomer may begin. */
const mostBeginnings = 3;

@Controller()
export class LobbyController {
  constructor(
    private readonly lobby: LobbyPage,
    private readonly away: AwayService,
    private readonly rooms: RoomsService,
    private readonly joins: RoomJoins,
    private readonly readerPage: ReaderPage,
    private readonly limits: RateLimits,
    private readonly typedPeople: TypedPeople,
    private readonly former: FormerNames,
  ) {}

  @Get()
  @Redirect(lobbyPath, 303)
  start(): void {}

  @Get('chat')
  @UseGuards(SignedInGuard)
  async view(
    @CurrentUser() user: SignedInUser,
    @Query() { after, room }: Record<string, unknown>,
    @Res() response: Response,
  ): Promise<void> {
    await this.limits.consume('page', user.id);
    const wanted = typeof room === 'string' ? room.trim() : '';
    const address = wanted && (await this.addressOf(user, wanted));
    if (address) return response.redirect(303, roomPath(address));
    response.render('pages/chat/lobby', await this.model(user, { after: placeInList.parse(after), wanted }));
  }

  /** Enters the room named in the form; it is made if there is none. The page itself asks before it sends this. */
  @Post('chat')
  @UseGuards(SignedInGuard)
  @Redirect(lobbyPath, 303)
  enter(@CurrentUser() user: SignedInUser, @Body() body: unknown) {
    const model = async () => ({ ...(await this.model(user)), typed: typed(body, 'room') });
    return orShowAgain({ view: 'pages/chat/lobby', model, field: 'room' }, async () => {
      await this.limits.consume('join', user.id);
      const { room: name, names, ...more } = parseForm(enterForm, body);
      const invited = names ? await this.typedPeople.require(user, names) : [];
      const { id, address } = await this.joins.joinOrMake(user, name, more);
      await this.typedPeople.bring(user, id, invited);
      return { url: roomPath(address) };
    });
  }

  /** Of a room or a conversation that is there; undefined where there is none to look at. */
  private async addressOf(user: SignedInUser, wanted: string): Promise<string | undefined> {
    try {
      return (await this.rooms.requireByAddress(user, wanted.replace(/^#/, ''))).room.address;
    } catch (error) {
      if (error instanceof AppError && error.code === 'not_found') return undefined;
      throw error;
    }
  }

  /**
   * `after`: the page of other rooms from there on, without the reader's own. `wanted`: what was looked for and is not there:
   * those of a name like it, and the question whether to make it.
   */
  private async model(user: SignedInUser, { after, wanted = '' }: { after?: string; wanted?: string } = {}) {
    const query = wanted && !wanted.startsWith('@') ? wanted : undefined;
    const isFirst = after === undefined;
    const [{ mine, others, direct, next, activity }, { data: reader, quiet }, away] = await Promise.all([
      this.lobby.view(user, { after, query }),
      this.readerPage.model(user),
      isFirst && !wanted ? this.away.read(user) : null,
    ]);
    const bearers = await this.former.in(user, [
      ...[...mine, ...others, ...direct].map(({ lastWords }) => lastWords?.text),
      ...(away?.changed ?? []).map(({ message }) => message.text),
    ]);
    const isIgnored = ({ peer }: RoomInWords) => peer !== null && reader.ignored.includes(peer.id);
    const card = (listed: RoomInWords) => roomCard(listed, reader.ignored, bearers);
    const isNewcomer = isFirst && mine.length + direct.length === 0 && others.length > 0;
    const data: LobbyPageData = { reader, rooms: [...mine, ...direct, ...others].map(inList), activity };
    return {
      title: 'Rooms',
      isLobby: true,
      quiet,
      activity,
      away: away && awayLook(away, bearers),
      isEmpty: isFirst && mine.length + others.length + direct.length === 0,
      mine: isFirst && mine.map(card),
      others: others.map(card),
      // Whoever is ignored comes to the top of nothing.
      direct: isFirst && direct.sort((one, other) => +isIgnored(one) - +isIgnored(other)).map(card),
      beginnings: isNewcomer && !wanted && others.slice(0, mostBeginnings).map(card),
      typed: wanted,
      ...offerOf(user, wanted),
      moreHref: next && moreRoomsPath(next),
      clientTexts: textsForScripts,
      pageData: scriptData(data),
    };
  }
}

/** What is offered to make of a name that nothing has; nothing where it could not be one, and no room to a guest. */
function offerOf({ role }: SignedInUser, wanted: string): { newRoom?: string; person?: string } {
  if (wanted.startsWith('@')) {
    const person = username.safeParse(wanted.slice(1));
    return person.success ? { person: person.data } : {};
  }
  const name = roomName.safeParse(wanted);
  return name.success && role !== 'guest' ? { newRoom: name.data } : {};
}
