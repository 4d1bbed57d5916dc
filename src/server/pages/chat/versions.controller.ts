/** What a message said before it was edited, as a page; scripts show it in a dialog. */
import { Controller, Get, Param, Query, Render, UseGuards } from '@nestjs/common';
import { messagePath, versionsPath } from '../../../shared/paths.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import { MessagesService } from '../../messages/messages.service.js';
import { Versions } from '../../messages/versions/versions.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { noSuchPage } from '../../platform/errors/app-error.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { shownVersions, versionsShown } from '../shown-versions.js';
import { placeInAddress } from './place-in-address.js';
import { roomTitle } from './room-title.js';

@Controller('chat/:address/:seq/versions')
@UseGuards(SignedInGuard)
export class VersionsController {
  constructor(
    private readonly rooms: RoomsService,
    private readonly messages: MessagesService,
    private readonly versions: Versions,
    private readonly limits: RateLimits,
  ) {}

  @Get()
  @Render('pages/chat/versions')
  async view(
    @CurrentUser() user: SignedInUser,
    @Param('address') address: string,
    @Param('seq') text: string,
    @Query('before') beforeText: unknown,
  ) {
    await this.limits.consume('history', user.id);
    const seq = placeInAddress.parse(text);
    const { room } = await this.rooms.requireByAddress(user, address);
    const around = { roomId: room.id, around: seq ?? 0, limit: 1 };
    const message = (await this.messages.history(user, around)).messages.find((each) => each.seq === seq);
    if (!message) throw noSuchPage();
    const before = placeInAddress.parse(beforeText);
    const stretch = { ...(before && { before }), limit: versionsShown };
    const found = await this.versions.list(user, message.id, stretch);
    const path = versionsPath(room.address, message.seq);
    return {
      title: 'Earlier versions',
      message,
      roomName: roomTitle(room),
      backHref: messagePath(room.address, message.seq),
      ...shownVersions(found, { path, before }),
    };
  }
}
