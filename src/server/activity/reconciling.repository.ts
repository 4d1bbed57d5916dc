/**
 * The SQL that makes of messages what is meant for people: a few statements for all messages of a transaction, whomever they call.
 * They make of a message's rows what they should be, so that it does not matter how often a message is looked at.
 */
import { Injectable } from '@nestjs/common';
import { isMuted, isMember, levelOf, membersOf } from '../memberships/who-is-in.js';
import type { Ask, ChangedMessage } from '../messages/log/catch-up.repository.js';
import { insertFollows } from '../messages/threads/statements.js';
import { hasDevice, insertNotices } from '../notices/statements.js';
import { ignores } from '../people/ignoring.js';
import { numberArray } from '../platform/postgres/number-array.js';
import { given, isCalled, meant } from './meant.js';

/** What has changed for people: rows that were made, by their ids, and whose rows went. */
export interface Reconciled {
  added: [id: number, userId: number][];
  gone: number[];
}

/** Who writes in a thread, or is called there, follows it; whoever began it, too, once somebody answers. */
const begun = `
  begun as (
    select * from (
      select thread_id, author_id as user_id, room_id, seq as read_seq from given where given.is_new
      union all
      select given.thread_id, root.author_id, given.room_id, root.seq from given
        cross join lateral (select author_id, seq from messages where messages.id = given.thread_id limit 1) root
        where given.is_new
      union all
      select given.thread_id, called.id, given.room_id, given.seq - 1 from given
        cross join unnest(given.mentions) called(id) where called.id > 0
    ) begun
    where begun.thread_id is not null and ${isMember('begun.user_id', 'begun.room_id')}
  )`;

/**
 * Of a row `old` of a message of `given`: it is still so. What is read stays what it is, unless the person is called now. They were
 * reminded whoever is called. What was decided about a message that somebody reported is so whatever becomes of the message.
 */
const stays = `(old.kind = 'report' or given.stands and case old.kind
  when 'mention' then given.to_everybody or ${isCalled('old.user_id')}
  when 'reaction' then true
  when 'reminder' then true
  else not ${isCalled('old.user_id')} end)`;

const oldOf = (more: string) => `
  lateral (select * from activity where activity.message_id = given.id ${more}) old`;

const result = `
  select
    (select coalesce(json_agg(json_build_array(id, user_id) order by id), '[]') from added) as added,
    (select coalesce(json_agg(distinct user_id), '[]') from gone) as gone`;

const reconcile = `
with ${given}, ${begun}, followed as (${insertFollows('begun')}), ${meant},
gone as (
  delete from activity where id = any(array(
    select old.id from given cross join ${oldOf('offset 0')} where not ${stays}
  )) returning user_id
), added as (
  insert into activity (user_id, kind, subject_id, room_id, message_id, seq, actor_id, at, read_at)
  select given.user_id, given.kind,
    case given.kind when 'thread' then given.thread_id when 'private' then given.room_id else given.id end,
    given.room_id, given.id, given.seq, given.author_id, given.created_at,
    case when old.id is not null then old.read_at when given.last_read_seq >= given.seq then now() end
  from meant given
  left join ${oldOf(`and activity.user_id = given.user_id and activity.kind not in ('reaction', 'reminder', 'report') limit 1`)} on true
  where old.id is null or not ${stays}
  order by given.room_id, given.seq, given.user_id
  on conflict do nothing
  returning id, user_id, room_id, message_id, seq, read_at
), told as (
  select user_id, room_id, max(message_id) as message_id, max(seq) as seq, count(*)::int as messages, true as is_meant
  from added
  where read_at is null and ${hasDevice('added.user_id')}
  group by user_id, room_id
), noticed as (${insertNotices('told')})
${result}`;

/** Of so many of the newest reactions the first that counts is looked for. */
const reactionsLookedAt = 50;

/**
 * Messages that have reactions, or had some: their authors have one row for all of them, which comes anew with the newest.
 * What its row says of an older one is taken back, too, when that is.
 */
const reconcileReactions = `
with latest as materialized (
  select m.id, m.room_id, m.seq, m.author_id, newest.user_id as actor_id, newest.created_at as at, old.id as old_id, old.at as old_at
  from unnest($1::bigint[]) asked(id)
  cross join lateral (select * from messages where messages.id = asked.id and messages.deleted_at is null limit 1) m
  left join lateral (
    select x.user_id, x.created_at from (
      select reactions.user_id, reactions.created_at from reactions
      where reactions.message_id = m.id and reactions.user_id <> m.author_id
      order by reactions.created_at desc limit ${reactionsLookedAt}
    ) x
    where not ${ignores('m.author_id', 'x.user_id')} order by x.created_at desc limit 1
  ) newest on true
  left join lateral (
    select id, at from activity
    where activity.message_id = m.id and activity.user_id = m.author_id and activity.kind = 'reaction' limit 1
  ) old on true
), gone as (
  delete from activity where id = any(array(select old_id from latest where old_id is not null and actor_id is null))
  returning user_id
), back as (
  update activity set actor_id = latest.actor_id, at = latest.at
  from latest where activity.id = any(array[latest.old_id]) and latest.at < latest.old_at
), added as (
  insert into activity (user_id, kind, subject_id, room_id, message_id, seq, actor_id, at)
  select author_id, 'reaction', id, room_id, id, seq, actor_id, at from latest
  where actor_id is not null and (old_id is null or old_at < at) and ${isMember('latest.author_id', 'latest.room_id')}
  order by at
  on conflict (message_id, user_id, kind) do update
    set id = default, actor_id = excluded.actor_id, at = excluded.at, read_at = null
  returning id, user_id
)
${result}`;

const members = membersOf('heard.id', 'x');

/** New messages in rooms where somebody wants to hear of all: one notice a person and room, of what was not meant for them anyway. */
const tellOfAll = `
with given as materialized (
  select m.id, m.room_id, m.seq, m.author_id from unnest($1::bigint[]) asked(id)
  cross join lateral (select * from messages where messages.id = asked.id limit 1) m
), hearer as materialized (
  select m.user_id, m.room_id, m.last_read_seq from unnest($2::bigint[]) heard(id)
  cross join lateral (select * from memberships x where ${members.condition} order by ${members.order}) m
  where ${hasDevice('m.user_id')} and ${levelOf('m')} = 'all' and not ${isMuted('m')}
), told as (
  select hearer.user_id, hearer.room_id, max(given.id) as message_id, max(given.seq) as seq, count(*)::int as messages,
    false as is_meant
  from hearer join given on given.room_id = hearer.room_id
  where given.seq > hearer.last_read_seq and given.author_id <> hearer.user_id
    and not ${ignores('hearer.user_id', 'given.author_id')}
    and (select true from activity x where x.message_id = given.id and x.user_id = hearer.user_id limit 1) is null
  group by hearer.user_id, hearer.room_id order by 1, 2
)
${insertNotices('told')}`;

@Injectable()
export class ReconcilingRepository {
  /** `words`: whom a word of theirs calls (message, person); `here`: who is online. */
  async reconcile(
    ask: Ask,
    messages: ChangedMessage[],
    words: [messageId: number, userId: number][],
    here: number[],
  ): Promise<Reconciled> {
    const [row] = await ask<Reconciled & Record<string, unknown>>('activity_reconcile', reconcile, [
      numberArray(messages.map(({ id }) => id)),
      messages.map(({ isNew }) => isNew),
      numberArray(words.map(([messageId]) => messageId)),
      numberArray(words.map(([, userId]) => userId)),
      numberArray(here),
    ]);
    return row!;
  }

  async tellOfAll(ask: Ask, messages: ChangedMessage[]): Promise<void> {
    if (messages.length === 0) return;
    await ask('activity_tell_of_all', tellOfAll, [
      numberArray(messages.map(({ id }) => id)),
      numberArray([...new Set(messages.map(({ roomId }) => roomId))]),
    ]);
  }

  async reconcileReactions(ask: Ask, messages: ChangedMessage[]): Promise<Reconciled> {
    const [row] = await ask<Reconciled & Record<string, unknown>>('activity_reactions', reconcileReactions, [
      numberArray(messages.map(({ id }) => id)),
    ]);
    return row!;
  }
}
