import { Controller } from '@nestjs/common';
import { oneById } from '../../../shared/ids.js';
import { newestFirst } from '../../../shared/lists.js';
import { newTokenView, tokenList, tokenToMake } from '../../../shared/tokens.js';
import { holdsSecret } from '../../platform/http/compressed-answers.js';
import type { Asked } from '../../platform/operations/asked.js';
import { Carries } from '../../platform/operations/carries.decorator.js';
import { operation } from '../../platform/operations/operation.js';
import { pageOfWhole } from '../../platform/operations/whole-list.js';
import { ApiTokensService, tokensMakeNone } from './api-tokens.service.js';

const group = 'API tokens';

const listTokens = operation({
  method: 'get',
  path: '/api/tokens',
  group,
  summary: 'Your tokens that still work, the newest first',
  who: 'read',
  query: newestFirst,
  answers: { 200: tokenList },
  cursor: 'before',
});

const makeToken = operation({
  method: 'post',
  path: '/api/tokens',
  group,
  summary: 'Create a token',
  about:
    'For browsers: a token cannot create tokens. Only this answer contains the token itself. The scope admin is for administrators; a person has 50 tokens at most',
  who: 'write',
  onlyPeople: tokensMakeNone,
  body: tokenToMake,
  answers: { 201: newTokenView },
  refusals: ['conflict'],
});

const revokeToken = operation({
  method: 'delete',
  path: '/api/tokens/:id',
  group,
  summary: 'Revoke one of your tokens: whatever used it is signed out',
  who: 'write',
  params: oneById,
  answers: { 204: null },
});

@Controller()
export class ApiTokensOperations {
  constructor(private readonly tokens: ApiTokensService) {}

  @Carries(listTokens)
  async listTokens({ me, query }: Asked<typeof listTokens>) {
    const { page, next } = pageOfWhole(await this.tokens.list(me), query);
    return { tokens: page, next };
  }

  @Carries(makeToken)
  async makeToken({ me, body, request, response }: Asked<typeof makeToken>) {
    holdsSecret(response);
    return this.tokens.create(me, body, request.sessionRowId);
  }

  @Carries(revokeToken)
  async revokeToken({ me, params }: Asked<typeof revokeToken>): Promise<void> {
    await this.tokens.revoke(me, params.id);
  }
}
