import { Injectable } from '@nestjs/common';
import type { ErasedMessages } from '../../../shared/erasing.js';
import { type Actor, AuditLog } from '../../audit/audit-log.js';
import { type Manager, requireAdministrator } from '../../people/administrators.js';
import { PersonChanges } from '../../people/person-changes.js';
import { Roles } from '../../people/roles.service.js';
import { StandingChanges } from '../../people/standing-changes.js';
import { noSuchAccount } from '../../people/users.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { SessionEnds } from '../sessions/session-ends.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import { ErasuresRepository } from './erasures.repository.js';

/** Ends an account for good. What else is known of the person is forgotten by `erasing/`, whoever does this and wherever. */
@Injectable()
export class Erasures {
  constructor(
    private readonly repository: ErasuresRepository,
    private readonly roles: Roles,
    private readonly standingChanges: StandingChanges,
    private readonly sessions: SessionsRepository,
    private readonly sessionEnds: SessionEnds,
    private readonly personChanges: PersonChanges,
    private readonly audit: AuditLog,
  ) {}

  /** By an administrator or the command line. Throws `not_found`, and `conflict` for the last administrator. */
  async erase(actor: Manager, userId: number, messages: ErasedMessages): Promise<void> {
    requireAdministrator(actor);
    const by = actor.id === userId ? withoutName(userId, actor) : actor;
    await this.end(by, actor.id, userId, messages);
  }

  /** By the person themselves, who has just proved who they are. */
  async eraseMyself(me: SignedInUser, messages: ErasedMessages): Promise<void> {
    await this.end(withoutName(me.id, me), null, me.id, messages);
  }

  private async end(
    actor: Actor,
    administratorId: number | null,
    userId: number,
    messages: ErasedMessages,
  ): Promise<void> {
    const sessions = await this.roles.administer(administratorId, async (transaction) => {
      await this.roles.requireAnother(userId, transaction);
      if (!(await this.repository.begin(userId, messages, transaction))) throw noSuchAccount();
      const ended = await this.sessions.endAllOf(userId, 'signed_out', { transaction });
      await this.standingChanges.announce(transaction, userId);
      return ended;
    });
    this.sessionEnds.announce(sessions, 'signed_out');
    // Their API tokens have sockets, too.
    this.sessionEnds.announcePerson(userId, 'signed_out');
    const subject = { type: 'user', id: userId, name: `~${userId}` } as const;
    await this.personChanges.announce();
    await this.audit.note(actor, 'account_erased', subject, { messages });
  }
}

/** The entry tells that somebody erased themselves, and not who that was. */
const withoutName = (id: number, { address }: Actor): Actor => ({ id, username: `~${id}`, address });
