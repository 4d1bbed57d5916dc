import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { newToken, NewTokenView, TokenToMake, TokenView } from '../../../shared/tokens.js';
import { AuditLog } from '../../audit/audit-log.js';
import { requireSession } from '../../platform/access/scope.js';
import { secretHash } from '../../platform/access/secret-hash.js';
import { type SignedInUser, unraised } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';
import { OwnPassword } from '../passwords/own-password.service.js';
import { SessionEnds } from '../sessions/session-ends.js';
import { accountChanged } from '../sessions/session.store.js';
import { tokenSession } from '../sessions/token-session.js';
import type { ApiToken } from './api-token.entity.js';
import { ApiTokensRepository, type Refused } from './api-tokens.repository.js';

/** So that a token that leaked into a log or a repository is recognised. */
const prefix = 'samovar_';

/** More than anybody has programs; and no script can make them without end. */
const atMost = 50;

export const tokensMakeNone = 'A token cannot create tokens. Sign in with a browser and create it there.';

/** What programs sign in with instead of a session. A token is shown once, when it is made. */
@Injectable()
export class ApiTokensService {
  constructor(
    private readonly repository: ApiTokensRepository,
    private readonly ownPassword: OwnPassword,
    private readonly ends: SessionEnds,
    private readonly audit: AuditLog,
  ) {}

  /** For whoever proves anew who they are: what has no end must not come of what has one, nor of a tab that was left open. */
  async create(
    owner: SignedInUser,
    { currentPassword, ...input }: TokenToMake,
    session: string | undefined,
  ): Promise<NewTokenView> {
    requireSession(owner, tokensMakeNone);
    return this.make(owner, input, await this.ownPassword.require(owner, currentPassword, session));
  }

  /** Made `by` the owner, or by whoever looks after a bot. Throws `forbidden` for the scope `admin` of somebody who is no administrator, `conflict` for one token too many. */
  async make(
    owner: SignedInUser,
    { name, scope, expiresInDays }: z.output<typeof newToken>,
    passwordHash?: string,
    by: SignedInUser = owner,
  ): Promise<NewTokenView> {
    const token = prefix + randomBytes(32).toString('base64url');
    const row = await this.repository.insert(
      { userId: owner.id, name, scope, hash: secretHash(token) },
      { expiresInDays, atMost, passwordHash },
    );
    if (typeof row === 'string') throw refusals[row]();
    await this.audit.note(by, 'token_made', { type: 'token', id: row.id, name }, { scope });
    return { ...tokenView(row), token };
  }

  /** Those of one person that still work, the newest first. */
  async list(owner: { id: number }): Promise<TokenView[]> {
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
   * Whom a token signs in, with what it allows, or null. Without the scope `admin` the token of an administrator or a moderator may do
   * what a member may.
   */
  async identify(token: string): Promise<{ id: number; user: SignedInUser } | null> {
    if (!token.startsWith(prefix) || token.length > 100) return null;
    const found = await this.repository.findLive(secretHash(token));
    if (!found) return null;
    const role = found.scope === 'admin' ? found.user.role : unraised(found.user.role);
    return { id: found.id, user: { ...found.user, role, scope: found.scope, tokenId: found.id } };
  }
}

const refusals: Record<Refused, () => AppError> = {
  changed: accountChanged,
  'no administrator': () =>
    new AppError('forbidden', 'Only administrators can create tokens with the scope admin.'),
  enough: () =>
    new AppError('conflict', 'You have {{maximum}} tokens, the most you can have. Revoke one first.', {
      maximum: atMost,
    }),
};

export function tokenView(row: ApiToken): TokenView {
  return {
    id: row.id,
    name: row.name,
    scope: row.scope,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
  };
}
