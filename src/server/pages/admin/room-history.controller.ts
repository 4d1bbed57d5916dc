import { Controller, Get, Param, Query, Render, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { AdminGuard } from '../../auth/admin.guard.js';
import { CurrentUser } from '../../auth/current-user.js';
import { noSuchRoom } from '../../memberships/no-such-room.js';
import { Inspection } from '../../messages/reading/inspection.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { parse } from '../../platform/errors/validation.js';
import { VisibleRooms } from '../../rooms/visible-rooms.service.js';
import { adminPage, noticeOf } from './admin-page.js';
import { shownMessage } from './messages.js';
import { cursor, idIn, pageSize, withQuery } from './parameters.js';

const part = z
  .object({ before: cursor, after: cursor, around: cursor })
  .refine(
    (asked) => Object.values(asked).filter((seq) => seq !== undefined).length <= 1,
    'Give only one of before, after and around.',
  );

/** What was written in a room, page by page. That somebody reads a private one is written into the audit log. */
@Controller('admin/rooms/:id/history')
@UseGuards(AdminGuard)
export class RoomHistoryController {
  constructor(
    private readonly rooms: VisibleRooms,
    private readonly inspection: Inspection,
  ) {}

  @Get()
  @Render('pages/admin/room-history')
  async show(
    @CurrentUser() me: SignedInUser,
    @Param('id') id: string,
    @Query() { done, ...asked }: Record<string, unknown>,
  ) {
    const wanted = parse(part, asked);
    const { room, inspects } = await this.rooms.require(me, idIn(id));
    if (room.access === 'direct') throw noSuchRoom();
    const history = await this.inspection.history(me, { roomId: room.id, ...wanted, limit: pageSize });
    const base = `/admin/rooms/${room.id}/history`;
    const [first, last] = [history.messages[0], history.messages.at(-1)];
    return adminPage('rooms', 'History', {
      pageTitle: `#${room.name}`,
      up: { href: `/admin/rooms/${room.id}`, name: room.name },
      notice: noticeOf(done),
      inspects,
      messages: history.messages.map((message) =>
        shownMessage(message, { back: withQuery(base, { around: message.seq }) }),
      ),
      olderHref: history.hasBefore && first ? withQuery(base, { before: first.seq }) : undefined,
      newerHref: history.hasAfter && last ? withQuery(base, { after: last.seq }) : undefined,
    });
  }
}
