/** The SQL of reacting. As every change it locks the message first; see changes.repository.ts. */
import { Injectable } from '@nestjs/common';
import { limits } from '../../../shared/limits.js';
import type { UserView } from '../../../shared/people.js';
import { mayRead } from '../../memberships/rights.js';
import { Statements } from '../../platform/postgres/statements.js';
import { RoomLogRepository } from '../log/room-log.repository.js';
import { takeRev, target } from './changes.repository.js';

/** `full`: the message has as many kinds already as it may. `stale`: it changed while the statement waited for it; ask again. */
export type Reacted = 'changed' | 'unchanged' | 'full' | 'stale';

export interface OneReaction {
  messageId: number;
  emoji: string;
}

const changed = takeRev('exists (select from changed)');

/**
 * The kinds are counted as of the start of the statement, that is before a possible wait for the message's lock; the message's
 * rev, which every change takes, tells whether that count still holds.
 */
const react = `
with ${target('true')},
judged as materialized (
  select target.id, case
    when target.rev <> (select rev from messages where id = $1) then 'stale'
    when exists (select from reactions where message_id = $1 and emoji = $3) then null
    when (select count(distinct emoji) from reactions where message_id = $1) >= ${limits.reactionKinds} then 'full'
  end as refusal
  from target
), changed as (
  insert into reactions (message_id, emoji, user_id) select id, $3, $2 from judged where refusal is null
  on conflict do nothing returning emoji
), ${changed}, written as (
  update messages set rev = room.rev from room where messages.id = $1 returning messages.id
)
select coalesce(refusal, case when exists (select from written) then 'changed' else 'unchanged' end) as outcome from judged`;

const takeBack = `
with ${target('true')},
changed as (
  delete from reactions where message_id = (select id from target) and emoji = $3 and user_id = $2 returning emoji
), ${changed}
update messages set rev = room.rev from room where messages.id = $1 returning messages.id`;

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
    const [row] = await this.log.query<{ outcome: Reacted }>('react', react, values);
    return row?.outcome ?? 'unchanged';
  }

  async takeBack(messageId: number, userId: number, emoji: string): Promise<boolean> {
    return (await this.log.query('take_back', takeBack, [messageId, userId, emoji])).length > 0;
  }

  own(userId: number, asked: OneReaction[]): Promise<OneReaction[]> {
    return this.statements.query<OneReaction & Record<string, unknown>>(own, [
      userId,
      asked.map(({ messageId }) => messageId),
      asked.map(({ emoji }) => emoji),
    ]);
  }

  /** Who reacted so, in the order of their ids. */
  people(messageId: number, emoji: string, after: number, limit: number): Promise<UserView[]> {
    return this.statements.query<UserView & Record<string, unknown>>(
      `select u.id, u.username from reactions x
       cross join lateral (select * from users where users.id = x.user_id limit 1) u
       where x.message_id = $1 and x.emoji = $2 and x.user_id > $3 order by x.user_id limit $4`,
      [messageId, emoji, after, limit],
    );
  }
}
