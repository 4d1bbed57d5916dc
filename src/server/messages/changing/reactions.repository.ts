/** The SQL of reacting. As every change it locks message and room first; see target.ts. */
import { Injectable } from '@nestjs/common';
import { limits } from '../../../shared/limits.js';
import type { UserView } from '../../../shared/people.js';
import { mayRead } from '../../memberships/rights.js';
import { userColumns, type UserRow, userView } from '../../people/user-view.js';
import { Statements } from '../../platform/postgres/statements.js';
import { RoomLogRepository } from '../log/room-log.repository.js';
import { isChanged, outcome, type Outcome, outcomeOf, takeRev, target } from './target.js';

/** `full`: the message has as many kinds already as it may. */
export type Reacted = 'changed' | 'unchanged' | 'full';

export interface OneReaction {
  messageId: number;
  emoji: string;
}

const changed = takeRev('exists (select from changed)');
const written = `written as (
  update messages set rev = room.rev from room where messages.id = $1 returning messages.id
)`;

const react = `
with ${target('true')},
judged as materialized (
  select target.id, (select true from reactions where message_id = $1 and emoji = $3 limit 1) is null
    and (select count(distinct emoji) from reactions where message_id = $1) >= ${limits.reactionKinds} as is_full
  from target
), changed as (
  insert into reactions (message_id, emoji, user_id) select id, $3, $2 from judged where not is_full
  on conflict do nothing returning emoji
), ${changed}, ${written}
${outcome(', (select is_full from judged)')}`;

const takeBack = `
with ${target('true')},
changed as (
  delete from reactions where message_id = (select id from target) and emoji = $3 and user_id = $2 returning emoji
), ${changed}, ${written}
${outcome()}`;

/** Those of the reactions ($2 messages, $3 emojis) that are the reader's: each is one look into the primary key. */
const own = `
select x.message_id as "messageId", x.emoji
from unnest($2::bigint[], $3::text[]) as asked(message_id, emoji)
cross join lateral (
  select * from reactions
  where reactions.message_id = asked.message_id and reactions.emoji = asked.emoji and reactions.user_id = $1 limit 1
) x
cross join lateral (select room_id from messages where messages.id = x.message_id limit 1) m
where ${mayRead('$1', 'm.room_id')}`;

@Injectable()
export class ReactionsRepository {
  constructor(
    private readonly log: RoomLogRepository,
    private readonly statements: Statements,
  ) {}

  async react(messageId: number, userId: number, emoji: string): Promise<Reacted> {
    const values = [messageId, userId, emoji];
    const found = await outcomeOf<Outcome & { is_full: boolean }>(this.log, 'react', react, values);
    if (found?.is_full) return 'full';
    return found?.is_changed ? 'changed' : 'unchanged';
  }

  takeBack(messageId: number, userId: number, emoji: string): Promise<boolean> {
    return isChanged(this.log, 'take_back', takeBack, [messageId, userId, emoji]);
  }

  own(userId: number, asked: OneReaction[]): Promise<OneReaction[]> {
    return this.statements.query<OneReaction & Record<string, unknown>>(own, [
      userId,
      asked.map(({ messageId }) => messageId),
      asked.map(({ emoji }) => emoji),
    ]);
  }

  /** Who reacted so, in the order of their ids. */
  async people(messageId: number, emoji: string, after: number, limit: number): Promise<UserView[]> {
    const rows = await this.statements.query<UserRow & Record<string, unknown>>(
      `select ${userColumns('u')} from reactions x
       cross join lateral (select * from users where users.id = x.user_id limit 1) u
       where x.message_id = $1 and x.emoji = $2 and x.user_id > $3 order by x.user_id limit $4`,
      [messageId, emoji, after, limit],
    );
    return rows.map(userView);
  }
}
