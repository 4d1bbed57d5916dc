/** Everybody whom one may know of, as a page: found by a part of their names, and written to. */
import { Controller, Get, Query, Render, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../shared/limits.js';
import { searchText } from '../../../shared/lists.js';
import { peopleListPath, personPath } from '../../../shared/paths.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { RoomPeople } from '../../presence/room-people.service.js';
import { Invitations } from '../../rooms/invitations/invitations.service.js';
import { placeInAddress } from './place-in-address.js';

/** What is no text to look for, and no place, asks for the first page of everybody. */
const wanted = z.object({ q: searchText.catch(undefined), after: placeInAddress });

@Controller('people')
@UseGuards(SignedInGuard)
export class DirectoryController {
  constructor(
    private readonly people: RoomPeople,
    private readonly invitations: Invitations,
    private readonly limits: RateLimits,
  ) {}

  @Get()
  @Render('pages/chat/directory')
  async list(@CurrentUser() me: SignedInUser, @Query() asked: Record<string, unknown>) {
    await this.limits.consume('page', me.id);
    const { q, after } = wanted.parse(asked);
    const query = q?.trim().replace(/^@/, '');
    const { people, next } = await this.people.find(me, { query, after, limit: limits.historyPage });
    const shown = people.map((person) => ({
      ...person,
      href: personPath(person.username),
      isMe: person.id === me.id,
    }));
    return {
      title: 'People',
      ...{ people: shown, query: q },
      /** Nobody but the reader is there. */
      isAlone: !query && after === undefined && shown.every(({ isMe }) => isMe),
      isFurther: after !== undefined,
      invites: me.role === 'admin' && this.invitations.offers(me, false),
      moreHref: next && peopleListPath({ q, after: next }),
    };
  }
}
