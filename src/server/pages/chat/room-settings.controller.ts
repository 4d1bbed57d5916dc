import { Body, Controller, Get, Param, Post, Query, Redirect, Render, UseGuards } from '@nestjs/common';
import { roomSettingsPath } from '../../../shared/paths.js';
import { roomChange } from '../../../shared/rooms.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { RoomManagement } from '../../rooms/room-management.service.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { sentRoom } from '../room-fields.js';
import { RoomSettingsPage } from './room-settings-page.js';

/** What a room is, and how one is told of it, as a page; what the forms of the latter do is of membership.controller.ts. */
@Controller('chat')
@UseGuards(SignedInGuard)
export class RoomSettingsController {
  constructor(
    private readonly rooms: RoomsService,
    private readonly page: RoomSettingsPage,
    private readonly management: RoomManagement,
    private readonly limits: RateLimits,
  ) {}

  @Get(':address/settings')
  @Render('pages/chat/room-settings')
  async settings(
    @CurrentUser() user: SignedInUser,
    @Param('address') address: string,
    @Query() asked: Record<string, unknown>,
  ) {
    await this.limits.consume('page', user.id);
    return this.page.model(user, address, asked);
  }

  @Post(':address/settings')
  @Redirect('/chat/', 303)
  async change(@CurrentUser() user: SignedInUser, @Param('address') address: string, @Body() body: unknown) {
    await this.limits.consume('api_write', user.id);
    const { room } = await this.rooms.requireByAddress(user, address);
    const model = () => this.page.model(user, address, {}, body);
    return orShowAgain({ view: 'pages/chat/room-settings', model, field: 'name' }, async () => {
      const changed = await this.management.change(user, room.id, parseForm(roomChange, sentRoom(body)));
      return { url: `${roomSettingsPath(changed.address)}?done=changed` };
    });
  }

  @Post(':address/archive')
  @Redirect('/chat/', 303)
  async archive(@CurrentUser() user: SignedInUser, @Param('address') address: string, @Body() body: unknown) {
    await this.limits.consume('api_write', user.id);
    const { room } = await this.rooms.requireByAddress(user, address);
    const archived = typed(body, 'archived') !== 'no';
    const changed = await this.management.change(user, room.id, { archived });
    return { url: `${roomSettingsPath(changed.address)}?done=${archived ? 'archived' : 'restored'}` };
  }
}
