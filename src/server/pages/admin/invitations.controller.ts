import {
  Body,
  Controller,
  Get,
  Inject,
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
import { mostInvitationRooms } from '../../../shared/invitations.js';
import { AdminGuard } from '../../auth/admin.guard.js';
import { CurrentUser } from '../../auth/current-user.js';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { parse } from '../../platform/errors/validation.js';
import { holdsSecret } from '../../platform/http/compressed-answers.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { Invitations } from '../../rooms/invitations/invitations.service.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { invitationFields, invitationForm, madeInvitation } from '../invitation-form.js';
import { adminPage, noticeOf } from './admin-page.js';
import { cursor, pager, pageSize } from './parameters.js';

const toRevoke = z.object({ invitation: idText });
const asked = z.object({ before: cursor });

/** The links by which people come, whoever made them. */
@Controller('admin/invitations')
@UseGuards(AdminGuard)
export class InvitationsController {
  constructor(
    private readonly invitations: Invitations,
    private readonly rooms: RoomsService,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  @Get()
  @Render('pages/admin/invitations')
  async list(@CurrentUser() me: SignedInUser, @Query() query: Record<string, unknown>) {
    const { before } = parse(asked, query);
    return { ...(await this.model(me, { before })), notice: noticeOf(query.done) };
  }

  /** Answers with the page itself: the link is shown this once. */
  @Post()
  async make(
    @Req() request: Request,
    @CurrentUser() me: SignedInUser,
    @Body() body: unknown,
    @Res() response: Response,
  ) {
    const view = 'pages/admin/invitations';
    const made = await orShowAgain(
      { view, model: () => this.model(me, { body }), field: 'rooms' },
      async () => {
        const roomIds = await this.roomsIn(me, typed(body, 'rooms'));
        return this.invitations.make(me, { ...parseForm(invitationForm, body), roomIds });
      },
    );
    holdsSecret(response);
    const model = await this.model(me, {});
    response.status(201).render(view, { ...model, made: madeInvitation(this.config, request, made) });
  }

  @Post('revoke')
  @Redirect('/admin/invitations?done=invitation-revoked', 303)
  async revoke(@CurrentUser() me: SignedInUser, @Body() body: unknown): Promise<void> {
    await this.invitations.revoke(me, parse(toRevoke, body).invitation);
  }

  private async roomsIn(me: SignedInUser, text: string): Promise<number[]> {
    const names = text
      .split('\n')
      .map((line) => line.trim().replace(/^#/, ''))
      .filter(Boolean);
    const found = names
      .slice(0, mostInvitationRooms + 1)
      .map(async (name) => (await this.rooms.requireByAddress(me, name)).room.id);
    return Promise.all(found);
  }

  private async model(me: SignedInUser, { before, body }: { before?: number | undefined; body?: unknown }) {
    const { invitations, next } = await this.invitations.list(me, { before, limit: pageSize });
    return adminPage('people', 'Invitations', {
      up: { href: '/admin/people', label: 'People' },
      ...{ invitations, fields: invitationFields(body), typedRooms: typed(body, 'rooms') },
      revokePath: '/admin/invitations/revoke',
      pager: pager('/admin/invitations', {}, { name: 'before', at: before, next, label: 'Next page' }),
    });
  }
}
