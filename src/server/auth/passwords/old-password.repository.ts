import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/postgres/transaction.js';
import { ApiTokensRepository } from '../api-tokens/api-tokens.repository.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import { tokenSession } from '../sessions/token-session.js';

/** What goes on when a password is replaced. */
export interface Kept {
  /** A session row's id. */
  session?: string | undefined;
  tokens?: boolean;
}

/** What ended: under these names sockets stand. */
export interface EndedSignIns {
  sessions: string[];
  tokens: string[];
}

/** What an old password has let in. Asked after the new one is written, so that nothing of the old one comes after. */
@Injectable()
export class OldPasswordRepository {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly tokens: ApiTokensRepository,
  ) {}

  /** Ends all of it, links for the person, links that they made for others and those that confirm a mail address included. */
  async endAll(userId: number, transaction: Transaction, kept: Kept = {}): Promise<EndedSignIns> {
    await transaction.query('delete from password_resets where user_id = $1 or created_by = $1', [userId]);
    await transaction.query(
      'update mail_addresses set code_hash = null where user_id = $1 and confirmed_at is null',
      [userId],
    );
    return {
      sessions: await this.sessions.endAllOf(userId, 'password_changed', {
        except: kept.session,
        transaction,
      }),
      tokens: kept.tokens ? [] : (await this.tokens.revokeAllOf(userId, transaction)).map(tokenSession),
    };
  }
}
