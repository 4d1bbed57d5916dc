/** Peace in a room: somebody is silent there for a while, or out of it. */
import { Injectable } from '@nestjs/common';
import type { NewRoomBan, RoomBanView, Silence, SilencedView } from '../../shared/room-peace.js';
import { AuditLog } from '../audit/audit-log.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { AppError } from '../platform/errors/app-error.js';
import type { Transaction } from '../platform/postgres/transaction.js';
import { HeldRooms, keepersOnly } from './held-rooms.js';
import { KeepersRepository } from './keepers.repository.js';
import { MembersService, removal, subject } from './members.service.js';
import type { RoomRightsRow } from './memberships.repository.js';
import { type BanRow, RoomPeaceRepository, type SubjectRow } from './room-peace.repository.js';

@Injectable()
export class RoomPeace {
  constructor(
    private readonly repository: RoomPeaceRepository,
    private readonly keepers: KeepersRepository,
    private readonly members: MembersService,
    private readonly held: HeldRooms,
    private readonly audit: AuditLog,
  ) {}

  /** Whether the actor may silence them there now: it is not offered where it would be refused. */
  async maySilence(actor: SignedInUser, roomId: number, userId: number): Promise<boolean> {
    const room = await this.members.findRights(actor, roomId);
    if (!room || room.access === 'direct' || !keepsPeace(room)) return false;
    const person = await this.repository.find(roomId, { userId, askedBy: actor.id });
    return person !== null && person.member && isTheirs(room, actor, person);
  }

  /** A member writes nothing in the room until then; null ends it. */
  async silence(
    actor: SignedInUser,
    roomId: number,
    userId: number,
    { until, reason = '' }: Silence,
  ): Promise<void> {
    const { room, person } = await this.held.change(actor, roomId, {
      work: async (transaction, room) => {
        const person = await this.subject(transaction, room, actor, userId);
        if (!person.member && until) throw noSuchMember();
        await this.repository.silence(transaction, roomId, userId, until);
        return { person, lines: [] };
      },
    });
    const action = until ? 'member_silenced' : 'silence_lifted';
    await this.audit.note(actor, action, subject(room), {
      ...{ userId, username: person.username },
      ...(until && { until: until.toISOString(), reason }),
    });
  }

  /** They are out at once, and do not come back, nor see the room, until then. */
  async ban(
    actor: SignedInUser,
    roomId: number,
    userId: number,
    { until = null, reason = '' }: NewRoomBan,
  ): Promise<void> {
    const { room, person } = await this.held.change(actor, roomId, {
      work: async (transaction, room) => {
        const person = await this.subject(transaction, room, actor, userId);
        await this.repository.ban(transaction, { roomId, userId, until, reason, by: actor.id });
        const ended = await this.keepers.end(transaction, roomId, userId);
        const heir = ended?.keeper ? await this.keepers.handOn(transaction, roomId) : null;
        return { person, ended, lines: ended ? removal(ended, heir) : [] };
      },
      expels: () => [userId],
      ended: ({ ended }) => (ended ? [userId] : []),
    });
    await this.audit.note(actor, 'room_banned', subject(room), {
      ...{ userId, username: person.username, reason },
      ...(until && { until: until.toISOString() }),
    });
  }

  /** Repeating it is no error. */
  async lift(actor: SignedInUser, roomId: number, userId: number): Promise<void> {
    const { room, username } = await this.held.change(actor, roomId, {
      work: async (transaction, room) => {
        requirePeacekeeper(room);
        return { username: await this.repository.lift(transaction, roomId, userId), lines: [] };
      },
    });
    if (username === null) return;
    await this.audit.note(actor, 'room_ban_lifted', subject(room), { userId, username });
  }

  /** The newest first, 1,000 at most. */
  async bans(reader: SignedInUser, roomId: number): Promise<RoomBanView[]> {
    requirePeacekeeper(await this.members.requireRights(reader, roomId));
    return (await this.repository.bans(roomId)).map(banView);
  }

  /** Who is to be silent there, the next to end first, 1,000 at most. */
  async silences(reader: SignedInUser, roomId: number): Promise<SilencedView[]> {
    requirePeacekeeper(await this.members.requireRights(reader, roomId));
    const rows = await this.repository.silences(roomId);
    return rows.map(({ person, until }) => ({ user: person, until: until.toISOString() }));
  }

  /** Whom the actor may keep quiet. */
  private async subject(
    transaction: Transaction,
    room: RoomRightsRow,
    actor: SignedInUser,
    userId: number,
  ): Promise<SubjectRow> {
    requirePeacekeeper(room);
    const person = await this.repository.subject(transaction, room.id, { userId, askedBy: actor.id });
    if (!person) throw noSuchMember();
    if (!isTheirs(room, actor, person))
      throw new AppError(
        'forbidden',
        'Administrators, moderators and other keepers are not yours to silence or ban.',
      );
    return person;
  }
}

/** Nobody's own self, no administrator, and keepers and moderators only where an administrator wants it. */
export const isTheirs = (
  { administers }: RoomRightsRow,
  actor: { id: number },
  { id, role, keeper }: Pick<SubjectRow, 'id' | 'role' | 'keeper'>,
): boolean => id !== actor.id && role !== 'admin' && ((!keeper && role !== 'moderator') || administers);

/** Moderators keep the peace in every room that they see. */
const keepsPeace = ({ keeps, moderates }: RoomRightsRow): boolean => keeps || moderates;

function requirePeacekeeper(room: RoomRightsRow): void {
  if (!keepsPeace(room)) throw keepersOnly();
}

const noSuchMember = () => new AppError('not_found', 'There is no such member of this room.');

const banView = (row: BanRow): RoomBanView => ({
  user: row.person,
  until: row.until?.toISOString() ?? null,
  reason: row.reason,
  bannedBy: row.by,
  bannedAt: row.banned_at.toISOString(),
});
