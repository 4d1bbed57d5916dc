/** The SQL of pins. As every change they lock the message first; see changing/changes.repository.ts. */
import { Injectable } from '@nestjs/common';
import { limits } from '../../../shared/limits.js';
import { mayPin, openRoomsOf } from '../../memberships/rights.js';
import { isMember } from '../../memberships/who-is-in.js';
import { isAdministratorNow } from '../../people/administrators.js';
import { Statements } from '../../platform/postgres/statements.js';
import type { Asker } from '../../memberships/asker.js';
import { takeRev, target } from '../changing/changes.repository.js';
import { RoomLogRepository } from '../log/room-log.repository.js';
import { messageColumns, type MessageRow } from '../message.row.js';
import { permissionOf, type Reader } from '../reading/reader.js';
import { isPinned, pinCount, unpinned } from './statements.js';

/** `full`: the room has as many as it may. `unchanged`: it was so already, or is not theirs to do. */
export type Pinned = 'changed' | 'unchanged' | 'full';

/** `$2` the person, `$3` whether no API token keeps them from acting as an administrator. */
const allowed = `((select ${mayPin('pin_room', {
  administrator: `($3 and ${isAdministratorNow('$2')})`,
  member: isMember('$2', 'pin_room.id'),
  id: '$2',
})} from rooms pin_room where pin_room.id = m.room_id) is true)`;

/**
 * Counted as of the start of the statement. A node makes one change after another (RoomLog), so that a room can have only as many
 * more than its hundred as there are other nodes.
 */
const pin = `
with ${target(`not ${isPinned('m')} and ${allowed}`)},
judged as materialized (
  select id, room_id, ${pinCount('target.room_id')} >= ${limits.pins} as is_full from target
), ${takeRev('not (select is_full from judged)')},
written as (
  update messages set pinned_in = messages.room_id, pinned_at = clock_timestamp(), pinned_by = $2, rev = room.rev
  from room where messages.id = $1 returning messages.id
)
select is_full from judged`;

const takeAway = `
with ${target(`${isPinned('m')} and ${allowed}`)}, ${takeRev('true')}
update messages set ${unpinned}, rev = room.rev from room where messages.id = $1 returning messages.id`;

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

  async pin(messageId: number, { id, administers }: Asker): Promise<Pinned> {
    const rows = await this.log.query<{ is_full: boolean }>('pin', pin, [messageId, id, administers]);
    if (!rows[0]) return 'unchanged';
    return rows[0].is_full ? 'full' : 'changed';
  }

  async takeAway(messageId: number, { id, administers }: Asker): Promise<Pinned> {
    const rows = await this.log.query('take_pin_away', takeAway, [messageId, id, administers]);
    return rows.length > 0 ? 'changed' : 'unchanged';
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
