/** Groups by forms: started from people, and given a name. */
import { Body, Controller, Get, Param, Post, Query, Redirect, Render, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { lobbyPath, roomPath, roomSettingsPath } from '../../../shared/paths.js';
import { roomName } from '../../../shared/rooms.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { noSuchPage } from '../../platform/errors/app-error.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { Groups, requireStarter } from '../../rooms/groups.service.js';
import { RoomManagement } from '../../rooms/room-management.service.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { textsForScripts } from './client-texts.js';
import { TypedPeople } from './typed-people.js';

const page = { title: 'A new group', clientTexts: textsForScripts };

const nameForm = z.object({ name: roomName });

@Controller()
@UseGuards(SignedInGuard)
export class GroupsController {
  constructor(
    private readonly groups: Groups,
    private readonly rooms: RoomsService,
    private readonly management: RoomManagement,
    private readonly named: TypedPeople,
    private readonly limits: RateLimits,
  ) {}

  @Get('groups')
  @Render('pages/chat/group')
  async begin(@CurrentUser() me: SignedInUser, @Query('with') others: unknown) {
    await this.limits.consume('page', me.id);
    requireStarter(me);
    return { ...page, people: typeof others === 'string' ? `${others}, ` : '' };
  }

  @Post('groups')
  @Redirect(lobbyPath, 303)
  async create(@CurrentUser() me: SignedInUser, @Body() body: unknown) {
    await this.limits.consume('api_write', me.id);
    requireStarter(me);
    const model = { ...page, people: typed(body, 'people') };
    return orShowAgain({ view: 'pages/chat/group', model, field: 'people' }, async () => {
      const { address } = await this.groups.create(me, await this.named.require(me, model.people));
      return { url: roomPath(address) };
    });
  }

  @Post('chat/:address/name')
  @Redirect(lobbyPath, 303)
  async name(@CurrentUser() me: SignedInUser, @Param('address') address: string, @Body() body: unknown) {
    await this.limits.consume('api_write', me.id);
    const { room } = await this.rooms.requireByAddress(me, address);
    // A room that has a name is renamed on the page of its settings.
    if (room.access !== 'group') throw noSuchPage();
    const named = await this.management.change(me, room.id, parseForm(nameForm, body));
    return { url: roomSettingsPath(named.address) };
  }
}
