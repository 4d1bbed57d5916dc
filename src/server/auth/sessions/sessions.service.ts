import { Injectable } from '@nestjs/common';
import type { AuditDetails } from '../../../shared/audit.js';
import { type Actor, AuditLog } from '../../audit/audit-log.js';
import { type Account, userSubject } from '../../people/user-subject.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { ApiTokensRepository } from '../api-tokens/api-tokens.repository.js';
import { SessionEnds } from './session-ends.js';
import { type SessionView, SessionsRepository } from './sessions.repository.js';
import { tokenSession } from './token-session.js';

/** Where people are signed in, and how that is ended: its requests are refused at once, its sockets closed. */
@Injectable()
export class Sessions {
  constructor(
    private readonly repository: SessionsRepository,
    private readonly tokens: ApiTokensRepository,
    private readonly ends: SessionEnds,
    private readonly audit: AuditLog,
  ) {}

  list(userId: number): Promise<SessionView[]> {
    return this.repository.list(userId);
  }

  /** One of one's own; somebody else's stays, and so does what has ended already. */
  async end(me: SignedInUser, session: string): Promise<void> {
    if (await this.repository.end(session, 'signed_out', me.id)) await this.tell(me, me, [session]);
  }

  /** All of one's own but one. */
  async endOthers(me: SignedInUser, except: string | undefined): Promise<void> {
    await this.tell(me, me, await this.repository.endAllOf(me.id, 'signed_out', { except }));
  }

  /** Signs a person out everywhere: browsers, and programs with an API token. */
  async endAllOf(actor: Actor, person: Account): Promise<void> {
    const ended = await this.repository.endAllOf(person.id, 'signed_out');
    const revoked = await this.tokens.revokeAllOf(person.id);
    this.ends.announce(revoked.map(tokenSession), 'token_revoked');
    await this.tell(actor, person, ended, revoked.length > 0 ? { tokens: revoked.length } : {});
  }

  private async tell(actor: Actor, person: Account, ended: string[], details: AuditDetails = {}) {
    this.ends.announce(ended, 'signed_out');
    const all = { count: ended.length, ...details };
    await this.audit.note(actor, 'sessions_ended', userSubject(person), all);
  }
}
