/** The SQL of the rooms that somebody may see: whoever looks into it may be an administrator who is no member of a room. */
import { Injectable } from '@nestjs/common';
import type { Asker } from '../memberships/asker.js';
import { isInspectedBy } from '../memberships/rights.js';
import { memberCount, roomsOf } from '../memberships/who-is-in.js';
import { isAdministrator } from '../people/administrators.js';
import { Statements } from '../platform/postgres/statements.js';
import { endOfStretch } from '../platform/postgres/stretch-of-ids.js';
import { isOpen, readerAndRooms, standingColumns, type StandingRow } from './standing.row.js';

export interface ListedRow extends StandingRow {
  /** False: the asker sees the room as an administrator only. */
  open: boolean;
  members: number;
}

export interface RoomFilter {
  /** Part of a name's canonical key. */
  key?: string;
  archived?: boolean;
  /** Whoever looks for them is one. */
  guest: boolean;
  /** Ids after the one, up to the other; null up to the last. */
  after: number;
  until: number | null;
}

const listed = `
  select ${standingColumns()}, ${isOpen} as open, ${memberCount('r.id')} as members
  from ${readerAndRooms} and (${isOpen} or ${isInspectedBy('r', isAdministrator('u'), '$2')})`;

/** Rooms that one list looks through, found or not: of two hundred thousand a rare name would read all. */
const atATime = 10_000;

@Injectable()
export class VisibleRoomsRepository {
  constructor(private readonly statements: Statements) {}

  async find(asker: Asker, roomId: number): Promise<ListedRow | null> {
    const [row] = await this.statements.query<ListedRow>(`${listed} and r.id = $3`, [
      asker.id,
      asker.administers,
      roomId,
    ]);
    return row ?? null;
  }

  /** Rooms with a name, in the order in which they were made; of a `guest` their own alone are looked at. */
  list(
    asker: Asker,
    { key, archived, after, until, guest }: RoomFilter,
    limit: number,
  ): Promise<ListedRow[]> {
    return this.statements.query<ListedRow>(
      `${listed} ${guest ? `and r.id = any(${roomsOf('$1')})` : ''} and r.access not in ('direct', 'group') and r.id > $3 and r.id <= $7
         and ($4::text is null or r.name_key like $4) and ($5::boolean is null or (r.archived_at is not null) = $5)
       order by r.id limit $6`,
      [
        asker.id,
        asker.administers,
        after,
        key === undefined ? null : containing(key),
        archived ?? null,
        limit,
        until ?? Number.MAX_SAFE_INTEGER,
      ],
    );
  }

  /** Where a list that is no guest's ends that begins after this id; null where there are no more rooms. */
  async end(after: number): Promise<number | null> {
    const [row] = await this.statements.query<{ id: number | null }>(
      `select ${endOfStretch('rooms', '$1', atATime)} as id`,
      [after],
    );
    return row!.id;
  }
}

const containing = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
