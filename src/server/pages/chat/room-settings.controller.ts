import { Controller, Get, Param, Query, Render, UseGuards } from '@nestjs/common';
import { roomPath } from '../../../shared/paths.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { defaultLevelIn } from '../../../shared/rules/default-level.js';
import { levelLabels } from '../level-labels.js';
import { ReaderPage } from './reader-page.js';

/** How one is told of a room, as a page; what its forms do is of membership.controller.ts. */
@Controller('chat')
@UseGuards(SignedInGuard)
export class RoomSettingsController {
  constructor(
    private readonly rooms: RoomsService,
    private readonly readerPage: ReaderPage,
    private readonly limits: RateLimits,
  ) {}

  @Get(':address/settings')
  @Render('pages/chat/room-settings')
  async settings(
    @CurrentUser() user: SignedInUser,
    @Param('address') address: string,
    @Query('leave') leave: unknown,
  ) {
    await this.limits.consume('page', user.id);
    const { room, keeper, membership } = await this.rooms.requireByAddress(user, address);
    const { defaultLevel } = await this.readerPage.model(user);
    return {
      pageTitle: room.name,
      ...{ room, isDirect: room.access === 'direct', membership },
      defaultLabel: levelLabels[defaultLevelIn(room, defaultLevel)].label,
      isEmpty: keeper && room.lastSeq === 0,
      path: roomPath(room.address),
      asksToLeave: leave !== undefined,
      needsInvitation: room.access === 'private',
    };
  }
}
