/** Where somebody comes in by an invitation, with an account or without. */
import { Body, Controller, Get, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { invitePath } from '../../../shared/paths.js';
import { newUser } from '../../auth/accounts/accounts.service.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import { Authentication } from '../../auth/sign-in/authentication.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { holdsSecret } from '../../platform/http/compressed-answers.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { plainAddress } from '../../platform/http/network-address.js';
import { Senders } from '../../platform/http/senders.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { InvitationDoor } from '../../rooms/invitations/invitation-door.js';
import { SettingsService } from '../../settings/settings.service.js';

const view = 'pages/account/invitation';

@Controller('invite/:code')
export class InviteController {
  constructor(
    private readonly door: InvitationDoor,
    private readonly authentication: Authentication,
    private readonly settings: SettingsService,
    private readonly limits: RateLimits,
    private readonly senders: Senders,
  ) {}

  /** Changes nothing: who invites into what, before one signs up. */
  @Get()
  async show(@Req() request: Request, @Param('code') code: string, @Res() response: Response) {
    await this.count(request);
    holdsSecret(response);
    response.render(view, await this.model(request, code));
  }

  @Post()
  @UseGuards(SignedInGuard)
  async accept(
    @Req() request: Request,
    @CurrentUser() me: SignedInUser,
    @Param('code') code: string,
    @Res() response: Response,
  ) {
    await this.count(request);
    response.redirect(303, await this.door.accept(me, code));
  }

  @Post('register')
  async register(
    @Req() request: Request,
    @Param('code') code: string,
    @Body() body: unknown,
    @Res() response: Response,
  ) {
    await this.count(request);
    holdsSecret(response);
    const model = async () => ({ ...(await this.model(request, code)), username: typed(body, 'username') });
    const path = await orShowAgain({ view, model, field: 'username' }, async () => {
      const input = parseForm(newUser, body);
      const { address, isTold } = this.senders.of(request);
      await this.limits.consume(isTold ? 'register' : 'register_hidden', address);
      const by = { address: plainAddress(request.ip) };
      const { account, path } = await this.door.register(input, code, by);
      await this.authentication.signIn(request, account);
      return path;
    });
    response.redirect(303, path);
  }

  private async count(request: Request): Promise<void> {
    const { address, isTold } = this.senders.of(request);
    await this.limits.consume(isTold ? 'invite' : 'invite_hidden', address);
  }

  private async model({ user }: Request, code: string) {
    const { maker, role, rooms } = await this.door.look(code, user ?? null);
    return {
      title: 'You are invited',
      ...{ maker, rooms, path: invitePath(code), myName: user && (user.name ?? user.username) },
      isForGuests: role === 'guest',
      serverName: this.settings.current.server_name,
    };
  }
}
