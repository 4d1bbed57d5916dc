import { Controller } from '@nestjs/common';
import { oneById } from '../../../shared/ids.js';
import { newestFirst } from '../../../shared/lists.js';
import { newTokenView, tokenList, tokenOfBot, tokenOfPerson } from '../../../shared/tokens.js';
import { holdsSecret } from '../../platform/http/compressed-answers.js';
import type { Asked } from '../../platform/operations/asked.js';
import { Carries } from '../../platform/operations/carries.decorator.js';
import { operation } from '../../platform/operations/operation.js';
import { pageOfWhole } from '../../platform/operations/whole-list.js';
import { OthersTokens } from './others-tokens.service.js';

const group = 'People';

const listTokensOf = operation({
  method: 'get',
  path: '/api/users/:id/tokens',
  group,
  summary: "A person's tokens that still work, the newest first",
  who: 'admin',
  params: oneById,
  query: newestFirst,
  answers: { 200: tokenList },
  cursor: 'before',
});

const makeTokenOf = operation({
  method: 'post',
  path: '/api/users/:id/tokens',
  group,
  summary: 'Make a token for a bot, which has no other way in',
  about: 'People make theirs themselves',
  who: 'admin',
  params: oneById,
  body: tokenOfBot,
  answers: { 201: newTokenView },
});

const revokeTokenOf = operation({
  method: 'delete',
  path: '/api/users/:id/tokens/:tokenId',
  group,
  summary: "Revoke one of a person's tokens: whatever used it is signed out",
  who: 'admin',
  params: tokenOfPerson,
  answers: { 204: null },
});

@Controller()
export class OthersTokensOperations {
  constructor(private readonly tokens: OthersTokens) {}

  @Carries(listTokensOf)
  async listTokensOf({ me, params, query }: Asked<typeof listTokensOf>) {
    const { page, next } = pageOfWhole(await this.tokens.list(me, params.id), query);
    return { tokens: page, next };
  }

  @Carries(makeTokenOf)
  makeTokenOf({ me, params, body, response }: Asked<typeof makeTokenOf>) {
    holdsSecret(response);
    return this.tokens.make(me, params.id, body);
  }

  @Carries(revokeTokenOf)
  async revokeTokenOf({ me, params }: Asked<typeof revokeTokenOf>): Promise<void> {
    await this.tokens.revoke(me, params.id, params.tokenId);
  }
}
