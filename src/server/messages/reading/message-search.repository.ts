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

/** Ids to look through: from, included, until, not included. */
export interface Stretch {
  from: number;
  until: number;
}

/** The SQL of looking for messages in all rooms that are not direct: a walk along the ids, from the newest back. */
@Injectable()
export class MessageSearchRepository {
  constructor(private readonly statements: Statements) {}

  /** Whether somebody is an administrator, and the newest message's id, 0 when there is none. */
  async begin(userId: number): Promise<{ administers: boolean; newest: number }> {
    const [row] = await this.statements.query<{ administers: boolean; newest: number }>(
      `select ${isAdministratorNow('$1')} as administers,
         coalesce((select max(id) from messages), 0) as newest`,
      [userId],
    );
    return row!;
  }

  /**
   * For administrators: `begin` has asked. The newest first. One text per set of filters, as there are few. `+ 0` keeps the planner from other indexes: they do
   * not know the order, so that all that somebody ever wrote, or all of a room, would be sorted for one page.
   */
  find(
    searcherId: number,
    filter: MessageFilter,
    { from, until }: Stretch,
    limit: number,
  ): Promise<FoundRow[]> {
    const values: unknown[] = [searcherId, from, until, limit];
    const conditions = [
      filter.userId === undefined ? '' : `and m.author_id + 0 = $${values.push(filter.userId)}`,
      filter.roomId === undefined ? '' : `and m.room_id + 0 = $${values.push(filter.roomId)}`,
      filter.text === undefined ? '' : `and m.text ilike $${values.push(containing(filter.text))}`,
    ].join(' ');
    return this.statements.query<FoundRow>(
      `select ${messageColumns}, (select name from rooms where id = m.room_id) as room_name,
         not ${mayRead('$1', 'm.room_id')} as foreign
       from messages m
       where m.id >= $2 and m.id < $3 ${conditions}
         and (select ${isInspectedBy('r', 'true', 'true')} from rooms r where r.id = m.room_id)
       order by m.id desc limit $4`,
      values,
    );
  }
}

export const containing = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
