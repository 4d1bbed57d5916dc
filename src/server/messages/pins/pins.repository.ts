/** The SQL of pins. As every change they lock message and room first; see changing/target.ts. */
import { Injectable } from '@nestjs/common';
import { limits } from '../../../shared/limits.js';
import type { UserView } from '../../../shared/people.js';
import { isKeeper, isSilenced, mayPin, openRoomsOf } from '../../memberships/rights.js';
import { isMember } from '../../memberships/who-is-in.js';
import { isAdministratorNow } from '../../people/administrators.js';
import { isGuestNow } from '../../people/guests.js';
import { userJsonOf } from '../../people/user-view.js';
import { Statements } from '../../platform/postgres/statements.js';
import type { Asker } from '../../memberships/asker.js';
import { otherOf } from '../../rooms/direct-key.js';
import { isChanged, outcome, type Outcome, outcomeOf, takeRev, target } from '../changing/target.js';
import { spokenIn } from '../log/append.statement.js';
import type { Draft, Position } from '../log/draft.js';
import { RoomLogRepository } from '../log/room-log.repository.js';
import { messageColumns, type MessageRow } from '../message.row.js';
import { permissionOf, type Reader } from '../reading/reader.js';
import { iso, isPinned, pinCount, unpinned } from './statements.js';

/**
 * Where the room's line about it stands; else why it is not pinned. `full`: the room has as many as it may. `unchanged`: it was so
 * already, or is not theirs to do.
 */
export type Pinned = { line: Position } | 'unchanged' | 'full';

interface PinnedRow extends Outcome {
  is_full: boolean;
  /** Null where nothing was written. */
  line: (Omit<Position, 'peer' | 'mentions' | 'threadId' | 'files'> & { peer: UserView | null }) | null;
}

/** `$2` the person, `$3` whether no API token keeps them from acting as an administrator. */
const allowed = `((select ${mayPin('pin_room', {
  administrator: `($3 and ${isAdministratorNow('$2')})`,
  guest: isGuestNow('$2'),
  member: isMember('$2', 'pin_room.id'),
  keeper: isKeeper('pin_room.id', '$2'),
  ...{ silenced: isSilenced('pin_room.id', '$2'), banned: 'false' },
})} from rooms pin_room where pin_room.id = m.room_id) is true)`;

/**
 * The pin and the room's line about it (`$4` its clientId, `$5` its text) are written together, and neither without the other.
 *
 * Counted as of the start of the statement. A node makes one change after another (RoomLog), so that a room can have only as many
 * more than its hundred as there are other nodes.
 */
const pin = `
with ${target(`not ${isPinned('m')} and ${allowed}`)},
judged as materialized (
  select room_id, ${pinCount('target.room_id')} >= ${limits.pins} as is_full from target
), room as (
  update rooms set rev = rooms.rev + 2, last_seq = rooms.last_seq + 1, ${spokenIn}
  where rooms.id = (select room_id from judged where not is_full)
  returning rooms.id, rooms.rev, rooms.last_seq, rooms.last_message_at as now, ${otherOf('rooms', '$2')} as peer_id
), written as (
  update messages set pinned_in = messages.room_id, pinned_at = clock_timestamp(), pinned_by = $2, rev = room.rev - 1
  from room where messages.id = $1 returning messages.id
), line as (
  insert into messages (room_id, seq, rev, author_id, client_id, kind, text, created_at)
  select id, last_seq, rev, $2, $4::uuid, 'pin', $5, now from room returning id
)
${outcome(`, (select is_full from judged), (
  select json_build_object('id', (select id from line), 'seq', room.last_seq, 'rev', room.rev, 'createdAt', ${iso('room.now')},
    'author', ${userJsonOf('$2')}, 'peer', ${userJsonOf('room.peer_id')})
  from room
) as line`)}`;

const takeAway = `
with ${target(`${isPinned('m')} and ${allowed}`)}, ${takeRev('true')},
written as (update messages set ${unpinned}, rev = room.rev from room where messages.id = $1 returning messages.id)
${outcome()}`;

const page = (permission: string) => `
select ${messageColumns} from messages m
where ${permission} and m.pinned_in = $2 and m.seq < $3 order by m.seq desc limit $4`;

/** Of all rooms that somebody is a member of and may read. */
const own = `
select own.room_id, m.seq from unnest(${openRoomsOf('$1')}) own(room_id)
cross join lateral (
  select seq from messages where messages.pinned_in = own.room_id order by messages.seq desc limit ${limits.pins}
) m limit $2`;

@Injectable()
export class PinsRepository {
  constructor(
    private readonly log: RoomLogRepository,
    private readonly statements: Statements,
  ) {}

  async pin(messageId: number, { id, administers }: Asker, { clientId, text }: Draft): Promise<Pinned> {
    const values = [messageId, id, administers, clientId, text];
    const found = await outcomeOf<PinnedRow>(this.log, 'pin', pin, values);
    if (found?.is_full) return 'full';
    return found?.line
      ? { line: { ...found.line, mentions: null, threadId: null, files: null } }
      : 'unchanged';
  }

  /** Whether there was one, and it was theirs to take away. */
  takeAway(messageId: number, { id, administers }: Asker): Promise<boolean> {
    return isChanged(this.log, 'take_pin_away', takeAway, [messageId, id, administers]);
  }

  /** The newest messages first. */
  page(
    reader: Reader,
    roomId: number,
    { before = Number.MAX_SAFE_INTEGER, limit }: { before?: number | undefined; limit: number },
  ): Promise<MessageRow[]> {
    return this.statements.query<MessageRow & Record<string, unknown>>(page(permissionOf(reader)), [
      reader.id,
      roomId,
      before,
      limit,
    ]);
  }

  /** At most so many. */
  own(userId: number, atMost: number): Promise<{ room_id: number; seq: number }[]> {
    return this.statements.query<{ room_id: number; seq: number }>(own, [userId, atMost]);
  }

  async count(roomId: number): Promise<number> {
    const [row] = await this.statements.query<{ count: number }>(`select ${pinCount('$1')} as count`, [
      roomId,
    ]);
    return row!.count;
  }
}
