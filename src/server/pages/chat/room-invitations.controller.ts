import {
  Body,
  Controller,
  Get,
  Inject,
  Param,
  Post,
  Query,
  Redirect,
  Render,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { idText } from '../../../shared/ids.js';
import { roomInvitationsPath } from '../../../shared/paths.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { parse } from '../../platform/errors/validation.js';
import { holdsSecret } from '../../platform/http/compressed-answers.js';
import { orShowAgain, parseForm } from '../../platform/http/forms.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { Invitations } from '../../rooms/invitations/invitations.service.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { invitationFields, invitationForm, madeInvitation } from '../invitation-form.js';
import { placeInAddress } from './place-in-address.js';

const toRevoke = z.object({ invitation: idText });
const view = 'pages/chat/room-invitations';
const pageSize = 20;

/** The links by which people come into one room, for whoever looks after it. */
@Controller('chat')
@UseGuards(SignedInGuard)
export class RoomInvitationsController {
  constructor(
    private readonly rooms: RoomsService,
    private readonly invitations: Invitations,
    private readonly limits: RateLimits,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  @Get(':address/invitations')
  @Render(view)
  async list(
    @CurrentUser() me: SignedInUser,
    @Param('address') address: string,
    @Query('before') before: unknown,
  ) {
    await this.limits.consume('page', me.id);
    return this.model(me, address, { before: placeInAddress.parse(before) });
  }

  /** Answers with the page itself: the link is shown this once. */
  @Post(':address/invitations')
  async make(
    @Req() request: Request,
    @CurrentUser() me: SignedInUser,
    @Param('address') address: string,
    @Body() body: unknown,
    @Res() response: Response,
  ) {
    await this.limits.consume('api_write', me.id);
    const { room } = await this.rooms.requireByAddress(me, address);
    const model = () => this.model(me, address, { body });
    const made = await orShowAgain({ view, model, field: 'role' }, () =>
      this.invitations.make(me, { ...parseForm(invitationForm, body), roomIds: [room.id] }),
    );
    holdsSecret(response);
    const shown = { ...(await this.model(me, address)), made: madeInvitation(this.config, request, made) };
    response.status(201).render(view, shown);
  }

  @Post(':address/invitations/revoke')
  @Redirect('/chat/', 303)
  async revoke(@CurrentUser() me: SignedInUser, @Param('address') address: string, @Body() body: unknown) {
    await this.rooms.requireByAddress(me, address);
    await this.invitations.revoke(me, parse(toRevoke, body).invitation);
    return { url: roomInvitationsPath(address) };
  }

  private async model(
    me: SignedInUser,
    address: string,
    { before, body }: { before?: number | undefined; body?: unknown } = {},
  ) {
    const { room } = await this.rooms.requireByAddress(me, address);
    const { invitations, next } = await this.invitations.listOfRoom(me, room.id, { before, limit: pageSize });
    const path = roomInvitationsPath(room.address);
    return {
      pageTitle: room.name,
      ...{ room, path, invitations, fields: invitationFields(body) },
      mayMake: this.invitations.offers(me, true),
      revokePath: `${path}/revoke`,
      nextHref: next && `${path}?before=${next}`,
    };
  }
}
