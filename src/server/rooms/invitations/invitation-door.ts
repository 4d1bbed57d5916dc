/** Where people come in by an invitation: those who are new, and those who have an account. */
import { Injectable } from '@nestjs/common';
import { roomPath } from '../../../shared/paths.js';
import { AuditLog } from '../../audit/audit-log.js';
import { Accounts } from '../../auth/accounts/accounts.service.js';
import { Arrivals } from '../../memberships/arrivals.service.js';
import { secretHash } from '../../platform/access/secret-hash.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Transaction } from '../../platform/postgres/transaction.js';
import { Turns } from '../../platform/work/turns.js';
import { SettingsService } from '../../settings/settings.service.js';
import { InvitationsRepository, type LedRoom, type OpenRow } from './invitations.repository.js';

/** One sentence for whatever is not open: unknown, ended, used up, revoked, or by somebody who may invite nobody any more. */
const notOpen = () =>
  new AppError(
    'not_found',
    'This invitation has ended, or there never was one. Ask whoever sent it for a new one.',
  );

@Injectable()
export class InvitationDoor {
  /** Whoever comes by the same link at the same moment waits here, and not with a connection of the database. */
  private readonly turns = new Turns();

  constructor(
    private readonly repository: InvitationsRepository,
    private readonly accounts: Accounts,
    private readonly arrivals: Arrivals,
    private readonly settings: SettingsService,
    private readonly audit: AuditLog,
  ) {}

  /** For somebody who is signed in, or not (null). Throws `not_found`. */
  async look(code: string, person: Pick<SignedInUser, 'id'> | null): Promise<OpenRow> {
    const { invitations_by: by } = this.settings.current;
    const found = await this.repository.findOpen(secretHash(code), by === 'members', person?.id ?? null);
    if (!found) throw notOpen();
    const { maker_role: role, rooms } = found;
    if (role === 'admin') return found;
    const mayStill = role !== 'guest' && (by === 'members' || (by === 'keepers' && rooms.length > 0));
    if (!mayStill || (found.role === 'guest' && rooms.length === 0)) throw notOpen();
    return found;
  }

  /** Somebody who has an account stays what they are, and comes into the rooms. Answers where they go on. */
  async accept(person: SignedInUser, code: string): Promise<string> {
    return this.turns.take(code, async () => {
      const invitation = await this.look(code, person);
      const led = await this.repository.inTransaction((transaction) =>
        this.enter(transaction, invitation, person.id, false),
      );
      return this.tell(invitation, person, led);
    });
  }

  /** The new account, with the hash that its first session is opened by, and where they go on. */
  register(input: { username: string; password: string }, code: string, by: { address: string }) {
    return this.turns.take(code, async () => {
      const invitation = await this.look(code, null);
      let led: LedRoom[] = [];
      const account = await this.accounts.register({ ...input, role: invitation.role }, by, {
        also: async (transaction, { id }) => {
          led = await this.enter(transaction, invitation, id, true);
        },
      });
      return { account, path: await this.tell(invitation, account, led) };
    });
  }

  /** No account without a place and its rooms, no place taken without an account: all of it, or nothing, is there after a crash. */
  private async enter(transaction: Transaction, { id }: OpenRow, personId: number, isNew: boolean) {
    if (!(await this.repository.use(transaction, id, personId, isNew))) throw notOpen();
    const byMembers = this.settings.current.invitations_by === 'members';
    return this.repository.lead(transaction, id, personId, byMembers);
  }

  /** The rooms say who was brought in. They are in, whether or not it comes to that. */
  private async tell({ id, maker }: OpenRow, person: SignedInUser, led: LedRoom[]): Promise<string> {
    for (const room of led.filter(({ added }) => added)) {
      await this.arrivals.tell(room.id, person, maker);
      const subject = { type: 'room', id: room.id, name: room.name } as const;
      const brought = { userId: person.id, username: person.username };
      await this.audit.note(maker, 'member_added', subject, brought);
    }
    const details = { userId: maker.id, username: maker.username };
    await this.audit.note(person, 'invitation_used', { type: 'invitation', id, name: `#${id}` }, details);
    return led[0] === undefined ? '/chat/' : roomPath(led[0].name);
  }
}
