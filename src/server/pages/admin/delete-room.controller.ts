import { Body, Controller, Get, Param, Post, Redirect, Render, UseGuards } from '@nestjs/common';
import { AdminGuard } from '../../auth/admin.guard.js';
import { CurrentUser } from '../../auth/current-user.js';
import { RoomDeletions } from '../../erasing/rooms/room-deletions.service.js';
import { noSuchRoom } from '../../memberships/no-such-room.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { orShowAgain, typed } from '../../platform/http/forms.js';
import { VisibleRooms } from '../../rooms/visible-rooms.service.js';
import { adminPage } from './admin-page.js';
import { idIn } from './parameters.js';

/** Deleting a room: first what there is. The name has to be typed, as it cannot be undone. */
@Controller('admin/rooms/:id/delete')
@UseGuards(AdminGuard)
export class DeleteRoomController {
  constructor(
    private readonly visible: VisibleRooms,
    private readonly deletions: RoomDeletions,
  ) {}

  @Get()
  @Render('pages/admin/delete-room')
  show(@CurrentUser() me: SignedInUser, @Param('id') id: string) {
    return this.model(me, idIn(id));
  }

  @Post()
  @Redirect('/admin/rooms?done=gone', 303)
  async delete(@CurrentUser() me: SignedInUser, @Param('id') id: string, @Body() body: unknown) {
    const roomId = idIn(id);
    const form = { view: 'pages/admin/delete-room', model: () => this.model(me, roomId) };
    return orShowAgain(form, () => this.deletions.delete(me, roomId, typed(body, 'name')));
  }

  private async model(me: SignedInUser, roomId: number) {
    const room = await this.visible.read(me, roomId);
    if (room.access === 'direct' || room.access === 'group') throw noSuchRoom();
    return adminPage('rooms', 'Delete this room?', {
      up: { href: `/admin/rooms/${roomId}`, name: room.name },
      room,
      files: await this.deletions.files(me, roomId),
    });
  }
}
