import { Body, Controller, Get, Param, Post, Query, Redirect, Render, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { idText } from '../../../shared/ids.js';
import { roomPath } from '../../../shared/paths.js';
import { roomChange, type RoomSummaryView } from '../../../shared/rooms.js';
import { AdminGuard } from '../../auth/admin.guard.js';
import { CurrentUser } from '../../auth/current-user.js';
import { MembersService } from '../../memberships/members.service.js';
import { noSuchRoom } from '../../memberships/no-such-room.js';
import { UsersService } from '../../people/users.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { parse } from '../../platform/errors/validation.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { PresenceService } from '../../presence/presence.service.js';
import { RoomManagement } from '../../rooms/room-management.service.js';
import { VisibleRooms } from '../../rooms/visible-rooms.service.js';
import { adminPage, noticeOf } from './admin-page.js';
import { cursor, idIn, pager, pageSize } from './parameters.js';
import { roomFields, sentRoom, typedRoom } from '../room-fields.js';

const memberPage = z.object({ after: cursor });
const newMember = z.object({
  username: z.string('Enter the name of a person.').trim().min(1, 'Enter the name of a person.'),
});
const formerMember = z.object({ user: idText });

/** One room: what it is, who is in it, and what becomes of it. */
@Controller('admin/rooms/:id')
@UseGuards(AdminGuard)
export class RoomController {
  constructor(
    private readonly visible: VisibleRooms,
    private readonly management: RoomManagement,
    private readonly members: MembersService,
    private readonly presence: PresenceService,
    private readonly users: UsersService,
  ) {}

  @Get()
  @Render('pages/admin/room')
  async show(
    @CurrentUser() me: SignedInUser,
    @Param('id') id: string,
    @Query() { after, done }: Record<string, unknown>,
  ) {
    const room = await this.require(me, id);
    return { ...(await this.model(me, room, parse(memberPage, { after }).after)), notice: noticeOf(done) };
  }

  @Post()
  @Redirect('/admin/rooms', 303)
  async change(@CurrentUser() me: SignedInUser, @Param('id') id: string, @Body() body: unknown) {
    const room = await this.require(me, id);
    const model = async () => ({
      ...(await this.model(me, room)),
      fields: roomFields(typedRoom(body, room)),
    });
    return orShowAgain({ view: 'pages/admin/room', model, field: 'name' }, async () => {
      await this.management.change(me, room.id, parseForm(roomChange, sentRoom(body)));
      return { url: `/admin/rooms/${room.id}?done=changed` };
    });
  }

  @Post('members')
  @Redirect('/admin/rooms', 303)
  async addMember(@CurrentUser() me: SignedInUser, @Param('id') id: string, @Body() body: unknown) {
    const room = await this.require(me, id);
    const model = async () => ({ ...(await this.model(me, room)), newMember: typed(body, 'username') });
    return orShowAgain({ view: 'pages/admin/room', model, field: 'username' }, async () => {
      const { username } = parseForm(newMember, body);
      const user = await this.users.requireActiveByUsername(username);
      await this.members.add(me, room.id, user.id);
      return { url: `/admin/rooms/${room.id}?done=added` };
    });
  }

  @Post('members/remove')
  @Redirect('/admin/rooms', 303)
  async removeMember(@CurrentUser() me: SignedInUser, @Param('id') id: string, @Body() body: unknown) {
    const room = await this.require(me, id);
    await this.members.remove(me, room.id, parse(formerMember, body).user);
    return { url: `/admin/rooms/${room.id}?done=removed` };
  }

  /** Asks first: everybody in the room notices. */
  @Get('archive')
  @Render('pages/admin/archive-room')
  async askToArchive(@CurrentUser() me: SignedInUser, @Param('id') id: string) {
    const room = await this.require(me, id);
    return adminPage('rooms', 'Archive this room?', { room, up: upTo(room) });
  }

  @Post('archive')
  @Redirect('/admin/rooms', 303)
  async archive(@CurrentUser() me: SignedInUser, @Param('id') id: string) {
    const room = await this.require(me, id);
    await this.management.change(me, room.id, { archived: true });
    return { url: `/admin/rooms/${room.id}?done=archived` };
  }

  @Post('restore')
  @Redirect('/admin/rooms', 303)
  async restore(@CurrentUser() me: SignedInUser, @Param('id') id: string) {
    const room = await this.require(me, id);
    await this.management.change(me, room.id, { archived: false });
    return { url: `/admin/rooms/${room.id}?done=restored` };
  }

  /** An administrator's own private conversations are no rooms to administer. */
  private async require(me: SignedInUser, id: string): Promise<RoomSummaryView> {
    const room = await this.visible.read(me, idIn(id));
    if (room.access === 'direct') throw noSuchRoom();
    return room;
  }

  private async model(me: SignedInUser, room: RoomSummaryView, after?: number) {
    const [{ members, next }, { users: online }] = await Promise.all([
      this.members.list(me, room.id, { after, limit: pageSize }),
      this.presence.roster(room.id),
    ]);
    const path = `/admin/rooms/${room.id}`;
    return adminPage('rooms', 'Room', {
      pageTitle: `#${room.name}`,
      heading: room.name,
      up: { href: '/admin/rooms', label: 'Rooms' },
      room,
      base: path,
      href: roomPath(room.address),
      isGroup: room.access === 'group',
      isHidden: room.access === 'private' && !room.member,
      fields: roomFields(room),
      people: members,
      onlinePeople: online,
      pager: pager(path, {}, { name: 'after', at: after, next, label: 'Next page' }),
    });
  }
}

const upTo = ({ id, name }: RoomSummaryView) => ({ href: `/admin/rooms/${id}`, name });
