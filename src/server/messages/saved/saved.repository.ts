/** The SQL of what people saved. What is of rooms that they have left is kept, and neither shown nor counted until they come back. */
import { Injectable } from '@nestjs/common';
import type { SavedView } from '../../../shared/saved.js';
import { mayRead } from '../../memberships/rights.js';
import { isMember } from '../../memberships/who-is-in.js';
import { Statements } from '../../platform/postgres/statements.js';
import { addressFor, nameFor } from '../../rooms/room-names.js';
import { messageColumns, type MessageRow } from '../message.row.js';
import { whereTheyBelong } from './statements.js';

/** A message with what its reader made of it. */
export interface SavedRow extends MessageRow {
  saved_id: number;
  room: SavedView['room'];
  note: string;
  saved_at: Date;
  remind_at: Date | null;
  reminded_at: Date | null;
}

const { joins, condition } = whereTheyBelong('s');

const select = (which: string) => `
select s.id as saved_id, s.note, s.saved_at, s.remind_at, s.reminded_at, 
  json_build_object('id', r.id, 'address', ${addressFor('r', 's.user_id')}, 'name', ${nameFor('r', 's.user_id')}) as room, ${messageColumns}
from saved s ${joins}
where s.user_id = $1 and ${condition} and ${which}`;

const one = select('s.message_id = $2');
const page = select('s.id < $2 order by s.id desc limit $3');
const reminders = select('s.remind_at is not null order by s.remind_at limit $2');

/** `$3` null: the note stays; `$5`: the reminder is another one, `$4`. */
const save = `
insert into saved as s (user_id, message_id, room_id, note, remind_at)
select $1::bigint, m.id, m.room_id, coalesce($3, ''), $4 from messages m
where m.id = $2 and m.deleted_at is null and ${mayRead('$1', 'm.room_id')} and ${isMember('$1', 'm.room_id')}
on conflict (user_id, message_id) do update set
  note = coalesce($3, s.note), remind_at = case when $5 then $4 else s.remind_at end`;

/** `other`: without that of this message. */
const counts = `
select (select count(*) from saved s where s.user_id = $1 and s.message_id <> $2) as saved,
  (select count(*) from saved s where s.user_id = $1 and s.remind_at is not null and s.message_id <> $2) as reminders`;

/** Where what somebody saved stands, what was saved last first. */
const places = `
select s.room_id, m.seq from (select id, room_id, message_id from saved where saved.user_id = $1 order by saved.id desc limit $2) s
cross join lateral (select seq from messages where messages.id = s.message_id limit 1) m`;

@Injectable()
export class SavedRepository {
  constructor(private readonly statements: Statements) {}

  async find(userId: number, messageId: number): Promise<SavedRow | null> {
    return (await this.rows(one, [userId, messageId]))[0] ?? null;
  }

  /** What was saved last first. */
  page(userId: number, before: number | undefined, limit: number): Promise<SavedRow[]> {
    return this.rows(page, [userId, before ?? Number.MAX_SAFE_INTEGER, limit]);
  }

  /** At most so many. */
  places(userId: number, atMost: number): Promise<{ room_id: number; seq: number }[]> {
    return this.statements.query<{ room_id: number; seq: number }>(places, [userId, atMost]);
  }

  /** What is to be told next first. */
  reminders(userId: number, limit: number): Promise<SavedRow[]> {
    return this.rows(reminders, [userId, limit]);
  }

  /** Of other messages than this one. */
  async counts(userId: number, messageId: number): Promise<{ saved: number; reminders: number }> {
    const [row] = await this.statements.query<{ saved: number; reminders: number }>(counts, [
      userId,
      messageId,
    ]);
    return row!;
  }

  async save(
    userId: number,
    messageId: number,
    { note, remindAt }: { note?: string | undefined; remindAt?: Date | null | undefined },
  ): Promise<void> {
    const values = [userId, messageId, note ?? null, remindAt ?? null, remindAt !== undefined];
    await this.statements.query(save, values);
  }

  /** Whether it was there. */
  async remove(userId: number, messageId: number): Promise<boolean> {
    const rows = await this.statements.query(
      'delete from saved where user_id = $1 and message_id = $2 returning id',
      [userId, messageId],
    );
    return rows.length > 0;
  }

  private rows(text: string, values: unknown[]): Promise<SavedRow[]> {
    return this.statements.query<SavedRow & Record<string, unknown>>(text, values);
  }
}
