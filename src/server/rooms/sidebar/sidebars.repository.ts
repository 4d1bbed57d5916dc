/** The SQL of how people keep their lists of rooms. */
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { mostSections, type RoomOrder, type RoomPlace, type SectionView } from '../../../shared/sidebar.js';
import { type NewPlace, placeRooms } from '../../memberships/statements.js';
import { membershipOf } from '../../memberships/who-is-in.js';
import type { Transaction } from '../../platform/postgres/transaction.js';
import { Statements } from '../../platform/postgres/statements.js';
import { nameFor } from '../room-names.js';

export interface SidebarRow {
  sort: RoomOrder;
  unread_only: boolean;
  folded: string[];
  rev: number;
  sections: SectionView[];
}

/** What is undefined stays. */
export interface NewSidebar {
  sort?: RoomOrder | undefined;
  unreadOnly?: boolean | undefined;
  fold?: string[] | undefined;
  unfold?: string[] | undefined;
}

/** A room of somebody's, as far as it matters where it stands. */
export interface PlacedRow {
  room_id: number;
  name: string;
  favourite: boolean;
  section_id: number | null;
  place: number | null;
}

const read = `
  select coalesce(s.sort, 'name') as sort, coalesce(s.unread_only, false) as unread_only, coalesce(s.folded, '{}') as folded,
    coalesce(s.rev, 0) as rev,
    array(select json_build_object('id', id, 'name', name) from sections where user_id = given.id order by place, id) as sections
  from (values ($1::bigint)) given(id)
  left join lateral (select * from sidebars where user_id = given.id limit 1) s on true`;

/** Keeps other changes of this person's list out until this one is done. */
const lock = `
  insert into sidebars as s (user_id, rev) values ($1, 1) on conflict (user_id) do update set rev = s.rev + 1`;

const change = `
  update sidebars set sort = coalesce($2, sort), unread_only = coalesce($3, unread_only),
    folded = array(select distinct key from unnest(folded || $4::text[]) key where key <> all($5::text[]) order by key)
  where user_id = $1`;

const rooms = `
  select m.room_id, ${nameFor('r', '$1')} as name, m.favourite, m.section_id, m.place
  from (select room_id from memberships where user_id = $1 order by user_id, room_id offset 0) own
  join ${membershipOf('$1', 'own.room_id', 'm')}
  cross join lateral (select * from rooms where rooms.id = own.room_id limit 1) r
`;

@Injectable()
export class SidebarsRepository {
  constructor(
    private readonly statements: Statements,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  async find(userId: number): Promise<SidebarRow> {
    const [row] = await this.statements.query<SidebarRow & Record<string, unknown>>(read, [userId]);
    return row!;
  }

  /** One person's changes one after another, each upon what the one before has left; with the list as it is then. */
  change<Done>(
    userId: number,
    work: (transaction: Transaction) => Promise<Done>,
  ): Promise<{ done: Done; row: SidebarRow }> {
    return this.dataSource.transaction(async (transaction) => {
      await transaction.query(lock, [userId]);
      const done = await work(transaction);
      const [row] = await transaction.query<SidebarRow[]>(read, [userId]);
      return { done, row: row! };
    });
  }

  async set(transaction: Transaction, userId: number, sidebar: NewSidebar): Promise<void> {
    const { sort, unreadOnly, fold = [], unfold = [] } = sidebar;
    await transaction.query(change, [userId, sort ?? null, unreadOnly ?? null, fold, unfold]);
  }

  /** At the end; null where there are as many as there may be. */
  async addSection(transaction: Transaction, userId: number, name: string): Promise<SectionView | null> {
    const [section] = await transaction.query<SectionView[]>(
      `insert into sections (user_id, name, place)
       select $1, $2, coalesce(max(place), 0) + 1 from sections where user_id = $1 having count(*) < ${mostSections}
       returning id, name`,
      [userId, name],
    );
    return section ?? null;
  }

  async renameSection(transaction: Transaction, id: number, name: string): Promise<void> {
    await transaction.query('update sections set name = $2 where id = $1', [id, name]);
  }

  /** These are all of the person's, in their order from now on. */
  async orderSections(transaction: Transaction, ids: number[]): Promise<void> {
    await transaction.query(
      `update sections s set place = given.place from unnest($1::bigint[]) with ordinality given(id, place)
       where s.id = given.id and s.place <> given.place`,
      [ids],
    );
  }

  /** The rooms in it stand where those without a section do. False where it is not theirs. */
  async removeSection(transaction: Transaction, userId: number, id: number): Promise<boolean> {
    const [rows] = await transaction.query<[object[], number]>(
      'delete from sections where user_id = $1 and id = $2 returning id',
      [userId, id],
    );
    return rows.length > 0;
  }

  sections(transaction: Transaction, userId: number): Promise<SectionView[]> {
    return transaction.query<SectionView[]>(
      'select id, name from sections where user_id = $1 order by place, id',
      [userId],
    );
  }

  /** All the rooms that the person is in, archived ones included. */
  rooms(transaction: Transaction, userId: number): Promise<PlacedRow[]> {
    return transaction.query<PlacedRow[]>(rooms, [userId]);
  }

  /** As they are then. Whoever left a room meanwhile has no place there. */
  async place(transaction: Transaction, userId: number, places: NewPlace[]): Promise<RoomPlace[]> {
    const [rows] = await transaction.query<[RoomPlace[], number]>(placeRooms, [
      userId,
      JSON.stringify(places),
    ]);
    return rows;
  }
}
