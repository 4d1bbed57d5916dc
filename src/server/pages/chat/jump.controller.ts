/** The ways to a place of a room, as a page: to a day, to its beginning, to what is not read yet. With scripts it is a dialog. */
import { Controller, Get, Param, Render, UseGuards } from '@nestjs/common';
import { messagePath, roomPath } from '../../../shared/paths.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import { MessagesService } from '../../messages/messages.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { roomTitle } from './room-title.js';

@Controller('chat')
@UseGuards(SignedInGuard)
export class JumpController {
  constructor(
    private readonly rooms: RoomsService,
    private readonly messages: MessagesService,
    private readonly limits: RateLimits,
  ) {}

  @Get(':address/jump')
  @Render('pages/chat/jump')
  async view(@CurrentUser() user: SignedInUser, @Param('address') address: string) {
    await this.limits.consume('page', user.id);
    const { room, member, lastReadSeq, unread } = await this.rooms.requireByAddress(user, address);
    const isBehind = member && unread > 0;
    const first = isBehind ? await this.messages.firstUnread(user, room.id, lastReadSeq) : null;
    return {
      title: 'Jump to a day',
      pageTitle: roomTitle(room),
      room,
      path: roomPath(room.address),
      firstHref: room.lastSeq > 0 && messagePath(room.address, 1),
      unreadHref: first && messagePath(room.address, first.seq),
    };
  }
}
