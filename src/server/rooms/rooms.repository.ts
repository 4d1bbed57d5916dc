/** The SQL of finding rooms as a reader stands to them. */
import { Injectable } from '@nestjs/common';
import { roomsOf } from '../memberships/who-is-in.js';
import { type Numbered, SharedStatements } from '../platform/postgres/shared-statements.js';
import { Statements } from '../platform/postgres/statements.js';
import { roomNamed } from './addresses.js';
import { directKey } from './direct-key.js';
import {
  isOpen,
  readerAndRooms,
  readersAndRooms,
  standingColumns,
  type StandingRow,
} from './standing.row.js';

/** Rooms as the reader may see them; one that is not theirs is not in here, so "no such room" and "not yours" are the same. */
const readable = `${readerAndRooms} and ${isOpen}`;

const standings = `select given.number, ${standingColumns('given.user_id')} from ${readersAndRooms('id', 'bigint')} and ${isOpen}`;

const places = `
  select given.number, r.id, m.user_id is not null as member
  from ${readersAndRooms('name_key', 'text')} and ${isOpen}`;

/** Somebody, and the room that they ask for: its id, or its name's key. */
interface Asked<Room> {
  readerId: number;
  room: Room;
}

const columns = <Room>(asked: Asked<Room>[]) => [
  asked.map(({ readerId }) => readerId),
  asked.map(({ room }) => room),
];

type Ask<Room, Row> = (asked: Asked<Room>) => Promise<Row | null>;

export interface Place {
  id: number;
  member: boolean;
}

@Injectable()
export class RoomsRepository {
  private readonly askStanding: Ask<number, StandingRow & Numbered>;
  private readonly askPlace: Ask<string, Place & Numbered>;

  constructor(
    private readonly statements: Statements,
    shared: SharedStatements,
  ) {
    this.askStanding = shared.share({ text: standings, columns });
    this.askPlace = shared.share({ text: places, columns });
  }

  findById(readerId: number, roomId: number): Promise<StandingRow | null> {
    return this.askStanding({ readerId, room: roomId });
  }

  async findByKey(readerId: number, nameKey: string): Promise<StandingRow | null> {
    return this.findOne(`r.id = ${roomNamed('$2')}`, [readerId, nameKey]);
  }

  async findDirect(readerId: number, peerId: number): Promise<StandingRow | null> {
    return this.findOne('r.direct_key = $2', [readerId, directKey(readerId, peerId)]);
  }

  /** The id of a room by its name's key, and whether the reader is a member. */
  findPlace(readerId: number, nameKey: string): Promise<Place | null> {
    return this.askPlace({ readerId, room: nameKey });
  }

  /** The rooms that the reader is a member of and that are not archived, the liveliest first. */
  async listForReader(readerId: number): Promise<StandingRow[]> {
    return this.statements.query<StandingRow>(
      `select ${standingColumns()} from ${readable} and m.user_id is not null and r.archived_at is null
         and r.id = any(${roomsOf('$1')})
       order by r.last_message_at desc nulls last, r.name collate "und-x-icu"`,
      [readerId],
    );
  }

  /** The newest (seq, rev) of rooms. */
  async heads(roomIds: number[]): Promise<{ id: number; last_seq: number; rev: number }[]> {
    return this.statements.query('select id, last_seq, rev from rooms where id = any($1::bigint[])', [
      roomIds,
    ]);
  }

  private async findOne(condition: string, values: unknown[]): Promise<StandingRow | null> {
    const [row] = await this.statements.query<StandingRow>(
      `select ${standingColumns()} from ${readable} and ${condition}`,
      values,
    );
    return row ?? null;
  }
}
