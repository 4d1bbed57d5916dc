import { Body, Controller, Get, Post, Query, Redirect, Render, Res, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { holdsSecret } from '../../platform/http/compressed-answers.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { noticeFor } from '../../platform/rendering/notices.js';
import { parse } from '../../platform/errors/validation.js';
import { tokenToMake } from '../../../shared/tokens.js';
import { ApiTokensService } from '../../auth/api-tokens/api-tokens.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';

/** A form says "never" by an empty field. */
const tokenForm = z.preprocess((body) => {
  const days = typed(body, 'expiresInDays');
  return { ...(body as object), expiresInDays: days === '' ? undefined : Number(days) };
}, tokenToMake);

const tokenToRevoke = z.object({ token: z.coerce.number().int().positive() });

const scopes = [
  { value: 'read', label: 'Read everything I can read' },
  { value: 'write', label: 'Write in my name' },
  { value: 'admin', label: 'Administer the server' },
] as const;

/** The days after which a token may end, as the form offers them. */
const lifetimes = [7, 30, 90, 365];

const notices: Record<string, string> = {
  revoked: 'The token has been revoked. Whatever used it is signed out.',
};

/** The API tokens of the person who asks. */
@Controller('account/tokens')
@UseGuards(SignedInGuard)
export class TokensController {
  constructor(private readonly tokens: ApiTokensService) {}

  @Get()
  @Render('pages/account/tokens')
  async show(@CurrentUser() me: SignedInUser, @Query('done') done: unknown) {
    return { ...(await this.model(me)), notice: noticeFor(done, notices) };
  }

  /** Answers with the page itself: the token is shown this once, so there is no page to lead to. */
  @Post()
  async make(
    @CurrentUser() me: SignedInUser,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const model = async () => ({ ...(await this.model(me)), typed: { name: typed(body, 'name') } });
    const made = await orShowAgain({ view: 'pages/account/tokens', model, field: 'name' }, () =>
      this.tokens.create(me, parseForm(tokenForm, body), response.req.sessionRowId),
    );
    holdsSecret(response);
    response.status(201).render('pages/account/tokens', { ...(await this.model(me)), made });
  }

  @Post('revoke')
  @Redirect('/account/tokens?done=revoked', 303)
  async revoke(@CurrentUser() me: SignedInUser, @Body() body: unknown): Promise<void> {
    await this.tokens.revoke(me, parse(tokenToRevoke, body).token);
  }

  private async model(me: SignedInUser) {
    return {
      title: 'API tokens',
      tokens: await this.tokens.list(me),
      scopes: scopes.filter(({ value }) => value !== 'admin' || me.role === 'admin'),
      lifetimes,
    };
  }
}
