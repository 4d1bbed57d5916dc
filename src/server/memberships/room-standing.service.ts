/** How somebody stands to a room in the eyes of another, and what these may do about them there. */
import { Injectable } from '@nestjs/common';
import type { Role } from '../../shared/people.js';
import type { StandingInRoom } from '../../shared/room-peace.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { Statements } from '../platform/postgres/statements.js';
import { isBanned } from './bans.js';
import { MembersService } from './members.service.js';
import type { RoomRightsRow } from './memberships.repository.js';
import { isTheirs } from './room-peace.service.js';
import { membershipOf } from './who-is-in.js';

interface Row {
  id: number;
  role: Role;
  disabled: boolean;
  member: boolean;
  keeper: boolean;
  keeper_since: Date | null;
  silenced_until: Date | null;
  banned: boolean;
}

const standing = `
  select u.id, u.role, u.deactivated_at is not null as disabled, m.user_id is not null as member, m.keeper is true as keeper,
    m.keeper_since, case when m.silenced_until > now() then m.silenced_until end as silenced_until, ${isBanned('$1', 'u.id')} as banned
  from users u left join ${membershipOf('u.id', '$1', 'm')} where u.id = $2`;

@Injectable()
export class RoomStandings {
  constructor(
    private readonly statements: Statements,
    private readonly members: MembersService,
  ) {}

  /** Null in a conversation. Throws `not_found` for a room that is not the reader's to see. */
  async read(reader: SignedInUser, roomId: number, userId: number): Promise<StandingInRoom | null> {
    const room = await this.members.requireRights(reader, roomId);
    if (room.name === null) return null;
    const [person] = await this.statements.query<Row & Record<string, unknown>>(standing, [roomId, userId]);
    return person ? standingView(reader, { ...room, name: room.name }, person) : null;
  }
}

/** What the changes themselves refuse, is not offered; they ask for it again. */
function standingView(
  reader: SignedInUser,
  room: RoomRightsRow & { name: string },
  person: Row,
): StandingInRoom {
  const { member, keeper } = person;
  const keepsPeace = (room.keeps || room.moderates) && isTheirs(room, reader, person);
  const mayBecomeKeeper = !person.disabled && person.role !== 'guest' && person.role !== 'bot';
  const sees = room.keeps || room.moderates;
  return {
    room: { id: room.id, name: room.name, address: room.name },
    ...{ member, keeper },
    keeperSince: person.keeper_since?.toISOString() ?? null,
    silencedUntil: (sees && person.silenced_until?.toISOString()) || null,
    banned: sees && person.banned,
    may: {
      silence: keepsPeace && member,
      ban: keepsPeace,
      remove: room.keeps && member && person.id !== reader.id,
      keep: room.keeps && member && (keeper || mayBecomeKeeper),
    },
  };
}
