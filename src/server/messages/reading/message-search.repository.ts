import { Injectable } from '@nestjs/common';
import { Statements } from '../../platform/postgres/statements.js';
import { isInspectedBy, mayRead } from '../../memberships/rights.js';
import { isAdministratorNow } from '../../people/administrators.js';
import { messageColumns, type MessageRow } from '../message.row.js';

export interface MessageFilter {
  userId?: number;
  roomId?: number;
  /** Part of the text; upper and lower case are alike. */
  text?: string;
}

export interface FoundRow extends MessageRow {
  room_name: string;
  /** A room that the searcher reads as its inspector: a private one that they are no member of. */
  foreign: boolean;
}

/** Messages that one search looks through, found or not: without an index on texts this takes some tenths of a second. */
const atATime = 200_000;

/** Those below the id $2, from the newest back. */
const stretch = `select * from messages where messages.id < $2 order by messages.id desc limit ${atATime}`;

/** The SQL of looking for messages in all rooms that are not direct: a walk along the ids, from the newest back. */
@Injectable()
export class MessageSearchRepository {
  constructor(private readonly statements: Statements) {}

  /** Whether somebody is an administrator. */
  async administers(userId: number): Promise<boolean> {
    const [row] = await this.statements.query<{ administers: boolean }>(
      `select ${isAdministratorNow('$1')} as administers`,
      [userId],
    );
    return row!.administers;
  }

  /** Where a search ends that begins below this id; null where there are no more messages. */
  async end(until: number): Promise<number | null> {
    const [last] = await this.statements.query<{ id: number }>(
      `select id from messages where id < $1 order by id desc limit 1 offset ${atATime - 1}`,
      [until],
    );
    return last?.id ?? null;
  }

  /**
   * For administrators: `administers` has asked. The newest first. One text per set of filters, as there are few. `+ 0` keeps the planner from other indexes: they do
   * not know the order, so that all that somebody ever wrote, or all of a room, would be sorted for one page.
   */
  find(searcherId: number, filter: MessageFilter, until: number, limit: number): Promise<FoundRow[]> {
    const values: unknown[] = [searcherId, until, limit];
    const conditions = [
      filter.userId === undefined ? '' : `and m.author_id + 0 = $${values.push(filter.userId)}`,
      filter.roomId === undefined ? '' : `and m.room_id + 0 = $${values.push(filter.roomId)}`,
      filter.text === undefined ? '' : `and m.text ilike $${values.push(containing(filter.text))}`,
    ].join(' ');
    return this.statements.query<FoundRow>(
      `select ${messageColumns}, (select name from rooms where id = m.room_id) as room_name,
         not ${mayRead('$1', 'm.room_id')} as foreign
       from (${stretch}) m
       where true ${conditions} and (select ${isInspectedBy('r', 'true', 'true')} from rooms r where r.id = m.room_id)
       order by m.id desc limit $3`,
      values,
    );
  }
}

export const containing = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
