/** The pins of a room, as a page: they are set and taken away by forms, too. */
import { Body, Controller, Get, Param, Post, Query, Redirect, Render, Req, UseGuards } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import { idText } from '../../../shared/ids.js';
import { messagePath, roomPinsPath } from '../../../shared/paths.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import { Pins } from '../../messages/pins/pins.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { parseForm } from '../../platform/http/forms.js';
import { languageOf } from '../../platform/languages/language.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { PinsPage } from './pins-page.js';
import { placeInAddress } from './place-in-address.js';

const pinForm = z.object({
  messageId: idText,
  on: z.enum(['yes', 'no']),
  /** The page that the form stands on. */
  back: z.literal('message').optional(),
});

@Controller('chat')
@UseGuards(SignedInGuard)
export class PinsController {
  constructor(
    private readonly page: PinsPage,
    private readonly pins: Pins,
    private readonly rooms: RoomsService,
    private readonly limits: RateLimits,
  ) {}

  @Get(':address/pins')
  @Render('pages/chat/pins')
  async view(
    @CurrentUser() user: SignedInUser,
    @Param('address') address: string,
    @Query('before') before: unknown,
  ) {
    await this.limits.consume('page', user.id);
    return this.page.model(user, address, placeInAddress.parse(before));
  }

  @Post(':address/pins')
  @Redirect('/chat/', 303)
  async pin(
    @CurrentUser() user: SignedInUser,
    @Param('address') address: string,
    @Body() body: unknown,
    @Req() request: Request,
  ) {
    await this.limits.consume('send', user.id);
    const { room } = await this.rooms.requireByAddress(user, address);
    const { messageId, on, back } = parseForm(pinForm, body);
    const { seq } = await this.pins.set(user, { messageId, on: on === 'yes' }, languageOf(request));
    return { url: back ? messagePath(room.address, seq) : roomPinsPath(room.address) };
  }
}
