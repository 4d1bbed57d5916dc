import { Body, Controller, Inject, Param, Post, Redirect, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { AccountManagement } from '../../auth/accounts/account-management.service.js';
import { AdminGuard } from '../../auth/admin.guard.js';
import { OthersTokens } from '../../auth/api-tokens/others-tokens.service.js';
import { CurrentUser } from '../../auth/current-user.js';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { holdsSecret } from '../../platform/http/compressed-answers.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { newToken } from '../../../shared/tokens.js';
import { orShowAgain, parseForm } from '../../platform/http/forms.js';
import { parse } from '../../platform/errors/validation.js';
import { languageOf } from '../../platform/languages/language.js';
import { idIn } from './parameters.js';
import { PersonPage } from './person-page.js';
import { publicLink } from './public-link.js';

const botsToken = newToken.pick({ name: true, scope: true });
const tokenToRevoke = z.object({ token: z.coerce.number().int().positive() });

/** The ways in that a person has beside their password: a link for a new one, and the tokens of their programs. */
@Controller('admin/people/:id')
@UseGuards(AdminGuard)
export class PersonAccessController {
  constructor(
    private readonly people: AccountManagement,
    private readonly tokens: OthersTokens,
    private readonly page: PersonPage,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /** Answers with the page itself: the link is shown this once, so there is no page to lead to. */
  @Post('reset-link')
  async offerPasswordReset(
    @Req() request: Request,
    @CurrentUser() me: SignedInUser,
    @Param('id') id: string,
    @Res() response: Response,
  ): Promise<void> {
    const userId = idIn(id);
    const { path, expiresAt } = await this.people.offerPasswordReset(me, userId);
    const model = await this.page.model(me, userId, languageOf(request));
    const resetLink = { url: publicLink(this.config, request, path), expiresAt };
    holdsSecret(response);
    response.status(201).render('pages/admin/person', { ...model, resetLink });
  }

  @Post('reset-link/revoke')
  @Redirect('/admin/people', 303)
  async revokePasswordReset(@CurrentUser() me: SignedInUser, @Param('id') id: string) {
    const userId = idIn(id);
    await this.people.revokePasswordReset(me, userId);
    return { url: `/admin/people/${userId}?done=link-revoked` };
  }

  /** Of a bot. Answers with the page itself: the token is shown this once. */
  @Post('tokens')
  async makeToken(
    @Req() request: Request,
    @CurrentUser() me: SignedInUser,
    @Param('id') id: string,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const userId = idIn(id);
    const model = () => this.page.model(me, userId, languageOf(request));
    const made = await orShowAgain({ view: 'pages/admin/person', model, field: 'name' }, () =>
      this.tokens.make(me, userId, parseForm(botsToken, body)),
    );
    holdsSecret(response);
    response.status(201).render('pages/admin/person', { ...(await model()), madeToken: made.token });
  }

  @Post('tokens/revoke')
  @Redirect('/admin/people', 303)
  async revokeToken(@CurrentUser() me: SignedInUser, @Param('id') id: string, @Body() body: unknown) {
    const userId = idIn(id);
    await this.tokens.revoke(me, userId, parse(tokenToRevoke, body).token);
    return { url: `/admin/people/${userId}?done=token-revoked` };
  }
}
