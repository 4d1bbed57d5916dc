import { Controller } from '@nestjs/common';
import { oneById } from '../../../shared/ids.js';
import { newestFirst } from '../../../shared/lists.js';
import { tokenList, tokenOfPerson } from '../../../shared/tokens.js';
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

  @Carries(revokeTokenOf)
  async revokeTokenOf({ me, params }: Asked<typeof revokeTokenOf>): Promise<void> {
    await this.tokens.revoke(me, params.id, params.tokenId);
  }
}
