/** Where people come in by an invitation: those who are new, and those who have an account. */
import { Injectable } from '@nestjs/common';
import { roomPath } from '../../../shared/paths.js';
import { AuditLog } from '../../audit/audit-log.js';
import { Accounts } from '../../auth/accounts/accounts.service.js';
import { MembersService } from '../../memberships/members.service.js';
import { MembershipsService } from '../../memberships/memberships.service.js';
import { secretHash } from '../../platform/access/secret-hash.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';
import { SettingsService } from '../../settings/settings.service.js';
import { InvitationsRepository, type OpenRow } from './invitations.repository.js';

/** One sentence for whatever is not open: unknown, ended, used up, revoked, or by somebody who may invite nobody any more. */
const notOpen = () =>
  new AppError(
    'not_found',
    'This invitation has ended, or there never was one. Ask whoever sent it for a new one.',
  );

@Injectable()
export class InvitationDoor {
  constructor(
    private readonly repository: InvitationsRepository,
    private readonly accounts: Accounts,
    private readonly members: MembersService,
    private readonly memberships: MembershipsService,
    private readonly settings: SettingsService,
    private readonly audit: AuditLog,
  ) {}

  /** Throws `not_found`. */
  async look(code: string): Promise<OpenRow> {
    const { invitations_by: by } = this.settings.current;
    const found = await this.repository.findOpen(secretHash(code), by === 'members');
    if (!found) throw notOpen();
    const { maker_role: role, rooms } = found;
    if (role === 'admin') return found;
    const mayStill = role !== 'guest' && (by === 'members' || (by === 'keepers' && rooms.length > 0));
    if (!mayStill || (found.role === 'guest' && rooms.length === 0)) throw notOpen();
    return found;
  }

  /** Somebody who has an account stays what they are, and comes into the rooms. Answers where they go on. */
  async accept(person: SignedInUser, code: string): Promise<string> {
    const invitation = await this.look(code);
    const isIn = await this.repository.inTransaction((transaction) =>
      this.repository.use(transaction, invitation.id, person.id, false),
    );
    if (!isIn) throw notOpen();
    return this.lead(invitation, person);
  }

  /** The new account, with the hash that its first session is opened by, and where they go on. */
  async register(input: { username: string; password: string }, code: string, by: { address: string }) {
    const invitation = await this.look(code);
    const account = await this.accounts.register({ ...input, role: invitation.role }, by, {
      // No account without a place, and no place taken without an account.
      also: async (transaction, { id }) => {
        if (!(await this.repository.use(transaction, invitation.id, id, true))) throw notOpen();
      },
    });
    return { account, path: await this.lead(invitation, account) };
  }

  /** Into each room as its maker brings them, who is asked for the right anew; a room that is not to be had is passed over. */
  private async lead({ id, maker, maker_role, rooms }: OpenRow, person: SignedInUser): Promise<string> {
    const led: string[] = [];
    const inviter: SignedInUser = { id: maker.id, username: maker.username, role: maker_role };
    for (const room of rooms) if (await this.bring(inviter, person, room.id)) led.push(room.name);
    const details = { userId: maker.id, username: maker.username };
    await this.audit.note(person, 'invitation_used', { type: 'invitation', id, name: `#${id}` }, details);
    return led[0] === undefined ? '/chat/' : roomPath(led[0]);
  }

  private async bring(inviter: SignedInUser, { id, role }: SignedInUser, roomId: number): Promise<boolean> {
    try {
      await this.members.add(inviter, roomId, id);
      return true;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // A member whom another one calls to a room that is open to both comes by themselves.
      return role !== 'guest' && (await this.memberships.join(roomId, id).catch(() => false));
    }
  }
}
