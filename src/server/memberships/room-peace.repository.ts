/** The SQL of silences and bans in a room, each change in a transaction that holds the room locked. */
import { Injectable } from '@nestjs/common';
import type { Role, UserView } from '../../shared/people.js';
import { userJsonOf } from '../people/user-view.js';
import type { Transaction } from '../platform/postgres/transaction.js';
import { Statements } from '../platform/postgres/statements.js';
import { maySee } from './rights.js';
import { countRightsUp } from './statements.js';
import { isMember, membersOf, membershipOf } from './who-is-in.js';

/** Somebody of whom a room wants peace. */
export interface SubjectRow {
  id: number;
  username: string;
  role: Role;
  member: boolean;
  keeper: boolean;
}

export interface BanRow {
  person: UserView;
  until: Date | null;
  reason: string;
  by: UserView;
  banned_at: Date;
}

export interface SilenceRow {
  person: UserView;
  until: Date;
}

interface Ban {
  roomId: number;
  userId: number;
  until: Date | null;
  reason: string;
  by: number;
}

interface Asked {
  userId: number;
  askedBy: number;
}

const members = membersOf('$1', 'm');

const bans = `
  select ${userJsonOf('ban.user_id')} as person, ban.until, ban.reason, ${userJsonOf('ban.banned_by')} as by, ban.banned_at
  from room_bans ban
  where ban.room_id = $1 and (ban.until is null or ban.until > now()) order by ban.banned_at desc, ban.user_id limit 1000`;

/** Members, and those who left meanwhile: coming back they still are. */
const silences = `
  select ${userJsonOf('silent.user_id')} as person, silent.silenced_until as until from (
    (select m.user_id, m.silenced_until from memberships m
     where ${members.condition} and m.silenced_until > now() order by ${members.order} limit 1000)
    union all
    (select gone.user_id, gone.silenced_until from absentees gone
     where gone.room_id = $1 and gone.silenced_until > now() and not ${isMember('gone.user_id', '$1')}
     order by gone.user_id limit 1000)
  ) silent order by silent.silenced_until, silent.user_id limit 1000`;

/** Somebody (`$2`) who may have to be kept quiet in a room (`$1`), as far as `$3` may know of them. */
const subject = `
  select u.id, u.username, u.role, m.user_id is not null as member, m.keeper is true as keeper
  from users u left join ${membershipOf('u.id', '$1', 'm')} where u.id = $2 and ${maySee('$3', 'u.id')}`;

@Injectable()
export class RoomPeaceRepository {
  constructor(private readonly statements: Statements) {}

  /** Null for nobody, and for somebody of whom whoever asks may not know. */
  async subject(
    transaction: Transaction,
    roomId: number,
    { userId, askedBy }: Asked,
  ): Promise<SubjectRow | null> {
    const [row] = await transaction.query<SubjectRow[]>(subject, [roomId, userId, askedBy]);
    return row ?? null;
  }

  /** The same where nothing is held. */
  async find(roomId: number, { userId, askedBy }: Asked): Promise<SubjectRow | null> {
    const values = [roomId, userId, askedBy];
    const [row] = await this.statements.query<SubjectRow & Record<string, unknown>>(subject, values);
    return row ?? null;
  }

  /** Null ends it, also for somebody who has left meanwhile. */
  async silence(transaction: Transaction, roomId: number, userId: number, until: Date | null): Promise<void> {
    await transaction.query(
      'update memberships set silenced_until = $3 where room_id = $1 and user_id = $2',
      [roomId, userId, until],
    );
    if (!until)
      await transaction.query(
        'update absentees set silenced_until = null where room_id = $1 and user_id = $2',
        [roomId, userId],
      );
    await transaction.query(`update rooms set ${countRightsUp()} where id = $1`, [roomId]);
  }

  async ban(transaction: Transaction, { roomId, userId, until, reason, by }: Ban): Promise<void> {
    await transaction.query(
      `insert into room_bans (room_id, user_id, until, reason, banned_by) values ($1, $2, $3, $4, $5)
       on conflict (room_id, user_id) do update set until = excluded.until, reason = excluded.reason,
         banned_by = excluded.banned_by, banned_at = now()`,
      [roomId, userId, until, reason, by],
    );
  }

  /** The name of whoever was banned; null for nobody. */
  async lift(transaction: Transaction, roomId: number, userId: number): Promise<string | null> {
    const [rows] = await transaction.query<[{ username: string }[], number]>(
      `delete from room_bans ban using users u
       where ban.room_id = $1 and ban.user_id = $2 and u.id = ban.user_id returning u.username`,
      [roomId, userId],
    );
    return rows[0]?.username ?? null;
  }

  /** The newest first. */
  bans(roomId: number): Promise<BanRow[]> {
    return this.statements.query<BanRow & Record<string, unknown>>(bans, [roomId]);
  }

  /** The next to end first. */
  silences(roomId: number): Promise<SilenceRow[]> {
    return this.statements.query<SilenceRow & Record<string, unknown>>(silences, [roomId]);
  }
}
