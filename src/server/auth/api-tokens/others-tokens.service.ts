import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { AuditDetails } from '../../../shared/audit.js';
import type { newToken, NewTokenView, TokenView } from '../../../shared/tokens.js';
import { AuditLog } from '../../audit/audit-log.js';
import { requireAdministrator } from '../../people/administrators.js';
import { UsersRepository } from '../../people/users.repository.js';
import { noSuchAccount } from '../../people/users.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';
import { SessionEnds } from '../sessions/session-ends.js';
import { tokenSession } from '../sessions/token-session.js';
import { ApiTokensRepository } from './api-tokens.repository.js';
import { ApiTokensService, tokenView } from './api-tokens.service.js';
import type { Account } from '../../people/user-subject.js';

/** What administrators see of the tokens of others, and do about them. */
@Injectable()
export class OthersTokens {
  constructor(
    private readonly repository: ApiTokensRepository,
    private readonly tokens: ApiTokensService,
    private readonly users: UsersRepository,
    private readonly ends: SessionEnds,
    private readonly audit: AuditLog,
  ) {}

  /** Those that still work, the newest first; of somebody disabled, those that work again with the account. */
  async list(actor: SignedInUser, userId: number): Promise<TokenView[]> {
    const { id } = await this.requirePerson(actor, userId);
    return (await this.repository.list(id)).map(tokenView);
  }

  /** Of a bot, which has no other way in; people make theirs themselves. Throws `forbidden`. */
  async make(actor: SignedInUser, userId: number, token: z.output<typeof newToken>): Promise<NewTokenView> {
    requireAdministrator(actor);
    const user = await this.users.find(userId);
    if (!user) throw noSuchAccount();
    if (user.role !== 'bot')
      throw new AppError('forbidden', 'People create their tokens themselves. Only bots get them from you.');
    return this.tokens.make({ id: user.id, username: user.username, role: 'bot' }, token, undefined, actor);
  }

  /** Its requests are refused from now on, its sockets closed. Throws `not_found`. */
  async revoke(actor: SignedInUser, userId: number, tokenId: number): Promise<void> {
    const { id, username } = await this.requirePerson(actor, userId);
    const name = await this.repository.revoke(id, tokenId);
    if (name === null) throw new AppError('not_found', 'They have no such token.');
    this.ends.announce([tokenSession(tokenId)], 'token_revoked');
    const details: AuditDetails = id === actor.id ? {} : { userId: id, username };
    await this.audit.note(actor, 'token_revoked', { type: 'token', id: tokenId, name }, details);
  }

  private async requirePerson(actor: SignedInUser, userId: number): Promise<Account> {
    requireAdministrator(actor);
    const user = await this.users.find(userId);
    if (!user) throw noSuchAccount();
    return user;
  }
}
