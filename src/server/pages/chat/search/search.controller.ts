/** The search, as a page: one query, whose filters may be chosen in fields, too. */
import { Controller, Get, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { id } from '../../../../shared/ids.js';
import { timeZone } from '../../../../shared/notices.js';
import { searchListPath } from '../../../../shared/paths.js';
import { withFilter } from '../../../../shared/rules/search-query.js';
import { queryLength, searchOrders, searchWanted } from '../../../../shared/search.js';
import { CurrentUser } from '../../../auth/current-user.js';
import { SignedInGuard } from '../../../auth/signed-in.guard.js';
import type { SignedInUser } from '../../../platform/access/signed-in-user.js';
import { RateLimits } from '../../../platform/work/rate-limits.js';
import { VisibleRooms } from '../../../rooms/visible-rooms.service.js';
import { formSent, queryOf } from './search-form.js';
import { SearchPage } from './search-page.js';

/** What is none of these asks for the usual. */
const wanted = z.object({
  order: z.enum(searchOrders).catch('newest'),
  cursor: searchWanted.shape.cursor.catch(undefined),
  zone: timeZone.optional().catch(undefined),
  room: z.coerce.number().pipe(id).optional().catch(undefined),
});

@Controller('search')
@UseGuards(SignedInGuard)
export class SearchController {
  constructor(
    private readonly page: SearchPage,
    private readonly rooms: VisibleRooms,
    private readonly limits: RateLimits,
  ) {}

  @Get()
  async view(
    @CurrentUser() user: SignedInUser,
    @Query() query: Record<string, unknown>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.limits.consume('search', user.id);
    const { order, cursor, zone, room } = wanted.parse(query);
    const said = searchable(queryOf(formSent.parse(query)));
    const q = room === undefined ? said : await this.inRoom(user, said, room);
    // One address for one question, however its form was filled in.
    if (q !== (query.q ?? '') && isForm(query)) return response.redirect(303, searchListPath(q, { order }));
    const asked = { q, order, cursor, zone, language: String(response.locals.language) };
    const model =
      request.get('x-part') === 'found'
        ? await this.page.part(user, asked)
        : await this.page.model(user, asked);
    response.render('pages/chat/search', model);
  }

  /** The room's number becomes a word of the query. */
  private async inRoom(user: SignedInUser, q: string, roomId: number): Promise<string> {
    const { room } = await this.rooms.require(user, roomId);
    return withFilter(q, 'in', room.address);
  }
}

const isForm = (query: Record<string, unknown>) =>
  ['filter', 'from', 'in', 'after', 'before', 'has', 'is', 'room'].some((name) => query[name] !== undefined);

/** As much as may be asked, and nothing that cannot be stored: a page refuses nothing that somebody typed. */
const searchable = (q: string): string => q.slice(0, queryLength).toWellFormed().replaceAll('\0', ' ').trim();
