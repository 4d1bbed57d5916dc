import { Body, Controller, Get, Post, Query, Redirect, Render, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { AdminGuard } from '../../auth/admin.guard.js';
import { CurrentUser } from '../../auth/current-user.js';
import { orShowAgain, parseForm } from '../../platform/http/forms.js';
import { parse } from '../../platform/errors/validation.js';
import { newRoom } from '../../../shared/rooms.js';
import { VisibleRooms } from '../../rooms/visible-rooms.service.js';
import { RoomMaking } from '../../rooms/room-making.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { adminPage, noticeOf } from './admin-page.js';
import { cursor, optional, pager, pageSize, searchText } from './parameters.js';
import { roomFields, sentRoom, typedRoom } from '../room-fields.js';

const filter = z.object({ query: searchText, archived: optional(z.enum(['yes', 'no'])), after: cursor });

const noRoom = { name: '', topic: '', access: 'public', posting: 'everyone', slowSeconds: 0 };

/** All rooms that have a name: private conversations are nobody else's. */
@Controller('admin/rooms')
@UseGuards(AdminGuard)
export class RoomsController {
  constructor(
    private readonly visible: VisibleRooms,
    private readonly making: RoomMaking,
  ) {}

  @Get()
  @Render('pages/admin/rooms')
  async list(@CurrentUser() me: SignedInUser, @Query() { done, ...asked }: Record<string, unknown>) {
    const { query, archived, after } = parse(filter, asked);
    const isArchived = archived === undefined ? undefined : archived === 'yes';
    const found = await this.visible.list(me, { query, archived: isArchived, after, limit: pageSize });
    return adminPage('rooms', 'Rooms', {
      ...found,
      notice: noticeOf(done),
      query,
      archived,
      isFiltered: query !== undefined || archived !== undefined,
      pager: pager(
        '/admin/rooms',
        { query, archived },
        { name: 'after', at: after, next: found.next, label: 'Next page' },
      ),
    });
  }

  @Get('new')
  @Render('pages/admin/new-room')
  offer() {
    return newRoomPage(noRoom);
  }

  @Post('new')
  @Redirect('/admin/rooms', 303)
  create(@CurrentUser() me: SignedInUser, @Body() body: unknown) {
    const form = { view: 'pages/admin/new-room', model: newRoomPage(typedRoom(body, noRoom)), field: 'name' };
    return orShowAgain(form, async () => {
      const { id } = await this.making.create(me, parseForm(newRoom, sentRoom(body)));
      return { url: `/admin/rooms/${id}?done=made` };
    });
  }
}

const newRoomPage = (room: typeof noRoom) =>
  adminPage('rooms', 'A new room', {
    up: { href: '/admin/rooms', label: 'Rooms' },
    fields: roomFields(room),
  });
