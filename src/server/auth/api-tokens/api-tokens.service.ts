import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { newToken, NewTokenView, TokenView } from '../../../shared/tokens.js';
import { AuditLog } from '../../audit/audit-log.js';
import { secretHash } from '../../platform/access/secret-hash.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';
import { SessionEnds } from '../sessions/session-ends.js';
import type { ApiToken } from './api-token.entity.js';
import { ApiTokensRepository } from './api-tokens.repository.js';

/** So that a token that leaked into a log or a repository is recognised. */
const prefix = 'samovar_';

/** What the sockets of a token stand under where those of a browser stand under their session's id. */
export const tokenSession = (tokenId: number) => `token-${tokenId}`;

/** What programs sign in with instead of a session. A token is shown once, when it is made. */
@Injectable()
export class ApiTokensService {
  constructor(
    private readonly repository: ApiTokensRepository,
    private readonly ends: SessionEnds,
    private readonly audit: AuditLog,
  ) {}

  /** Throws `forbidden` when somebody who is no administrator asks for the scope `admin`. */
  async make(
    owner: SignedInUser,
    { name, scope, expiresInDays }: z.output<typeof newToken>,
  ): Promise<NewTokenView> {
    if (scope === 'admin' && owner.role !== 'admin')
      throw new AppError('forbidden', 'Only administrators can create tokens with the scope admin.');
    const token = prefix + randomBytes(32).toString('base64url');
    const row = await this.repository.insert(
      { userId: owner.id, name, scope, hash: secretHash(token) },
      expiresInDays ?? null,
    );
    await this.audit.note(owner, 'token_made', { type: 'token', id: row.id, name }, { scope });
    return { ...tokenView(row), token };
  }

  /** Those of one person that still work, the newest first. */
  async list(owner: SignedInUser): Promise<TokenView[]> {
    return (await this.repository.list(owner.id)).map(tokenView);
  }

  /** Its requests are refused from now on, its sockets closed. Throws `not_found`, also for somebody else's. */
  async revoke(owner: SignedInUser, id: number): Promise<void> {
    const name = await this.repository.revoke(owner.id, id);
    if (name === null) throw new AppError('not_found', 'You have no such token.');
    this.ends.announce([tokenSession(id)], 'token_revoked');
    await this.audit.note(owner, 'token_revoked', { type: 'token', id, name });
  }

  isLive(id: number): Promise<boolean> {
    return this.repository.isLive(id);
  }

  /**
   * Whom a token signs in, with what it allows, or null. Without the scope `admin` an administrator's token may do what
   * a member may.
   */
  async identify(token: string): Promise<{ id: number; user: SignedInUser } | null> {
    if (!token.startsWith(prefix) || token.length > 100) return null;
    const found = await this.repository.findLive(secretHash(token));
    if (!found) return null;
    const role = found.scope === 'admin' ? found.user.role : 'member';
    return { id: found.id, user: { ...found.user, role, scope: found.scope } };
  }
}

function tokenView(row: ApiToken): TokenView {
  return {
    id: row.id,
    name: row.name,
    scope: row.scope,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
  };
}
