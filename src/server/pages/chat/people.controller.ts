/** Who belongs to a room, as a page: for those without scripts, for links, and for a phone. */
import { Controller, Get, Param, Query, Render, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../shared/limits.js';
import { personPath, roomPath, roomPeoplePath } from '../../../shared/paths.js';
import { searchText } from '../../../shared/lists.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { RoomPeople } from '../../presence/room-people.service.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { withMeFirst } from './people-shown.js';
import { roomTitle } from './room-title.js';
import { placeInList } from './place-in-address.js';

/** What is no text to look for, and no place, asks for the first page of everybody. */
const wanted = z.object({
  q: searchText.catch(undefined),
  after: placeInList,
});

@Controller('chat')
@UseGuards(SignedInGuard)
export class PeopleController {
  constructor(
    private readonly rooms: RoomsService,
    private readonly people: RoomPeople,
    private readonly limits: RateLimits,
  ) {}

  @Get(':address/people')
  @Render('pages/chat/people')
  async view(
    @CurrentUser() user: SignedInUser,
    @Param('address') address: string,
    @Query() asked: Record<string, unknown>,
  ) {
    await this.limits.consume('page', user.id);
    const { q: query, after } = wanted.parse(asked);
    const { room } = await this.rooms.requireByAddress(user, address);
    const page = await this.people.list(user, room.id, { query, after, limit: limits.historyPageMax });
    const shown = page.members.map((person) => ({
      ...person,
      href: personPath(person.username),
      isMe: person.id === user.id,
    }));
    const path = roomPeoplePath(room.address);
    const search = query ? `&q=${encodeURIComponent(query)}` : '';
    return {
      title: 'People',
      pageTitle: roomTitle(room),
      room,
      roomHref: roomPath(room.address),
      path,
      query,
      total: page.total,
      here: withMeFirst(shown.filter(({ online }) => online)),
      away: shown.filter(({ online }) => !online),
      hereCount: page.here,
      isEmpty: shown.length === 0,
      moreHref: page.next && `${path}?after=${page.next}${search}`,
    };
  }
}
