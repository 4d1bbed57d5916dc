/** Whom a message is meant for: parts of the statement of reconciling.repository.ts. */
import { membersOf, membershipOf } from '../memberships/who-is-in.js';
import { isOpenToMember } from '../memberships/rights.js';
import { everybodyHere, everybodyInRoom } from '../messages/log/mentioned.js';
import { threadMark } from '../messages/threads/statements.js';
import { ignores } from '../people/ignoring.js';

/** The reasons in their order: of several the first one counts. */
const ranks = { mention: 1, answer: 2, private: 3, thread: 4 };
const kinds = `(array['${Object.keys(ranks).join("', '")}'])`;

const members = membersOf('given.room_id', 'x');

const because = (kind: keyof typeof ranks, person: string, more: string) =>
  `select given.*, ${ranks[kind]} as rank, ${person} as user_id from given ${more}`;

/** Somebody (an SQL expression) is called by a message of `given`, by their name or by a word of theirs. */
export const isCalled = (person: string): string => `(
  coalesce(${person} = any(given.mentions), false)
  or (select true from unnest($3::bigint[], $4::bigint[]) word(message_id, user_id)
    where word.message_id = given.id and word.user_id = ${person} limit 1) is true)`;

/** The messages (`$1`, and `$2` which of them are new), as they are now. `spared`: whom one answers quietly. */
export const given = `
  given as materialized (
    select m.id, m.room_id, m.seq, m.author_id, m.created_at, m.reply_to, m.thread_id, m.mentions,
      case when m.quiet then (select x.author_id from messages x where x.id = m.reply_to) end as spared,
      m.deleted_at is null and m.kind in ('text', 'action') as stands, asked.is_new, room.access,
      coalesce(m.mentions && array[${everybodyHere}, ${everybodyInRoom}]::bigint[], false) as to_everybody
    from unnest($1::bigint[], $2::boolean[]) asked(id, is_new)
    cross join lateral (select * from messages where messages.id = asked.id limit 1) m
    cross join lateral (select access from rooms where rooms.id = m.room_id limit 1) room
  )`;

/** Whoever is online (`$5`) is called when a message is new, or for the first time by an edit: not at each later edit anew. */
const callsHere = `${everybodyHere} = any(given.mentions) and (given.is_new or (
  select true from activity x where x.message_id = given.id and x.kind = 'mention' limit 1) is null)`;

/** Whom each of them may be meant for, and why; some for several reasons. `followed`: who follows their threads since just now. */
const candidates = [
  because('mention', 'called.id', 'cross join unnest(given.mentions) called(id) where called.id > 0'),
  because(
    'mention',
    'word.user_id',
    'join unnest($3::bigint[], $4::bigint[]) word(message_id, user_id) on word.message_id = given.id',
  ),
  because('mention', 'here.id', `cross join unnest($5::bigint[]) here(id) where ${callsHere}`),
  because(
    'mention',
    'member.user_id',
    `cross join lateral (select user_id from memberships x where ${members.condition} order by ${members.order}) member
     where ${everybodyInRoom} = any(given.mentions)`,
  ),
  because(
    'answer',
    'answered.author_id',
    'cross join lateral (select author_id from messages where messages.id = given.reply_to limit 1) answered',
  ),
  because(
    'private',
    'member.user_id',
    `cross join lateral (select user_id from memberships x where ${members.condition} order by ${members.order}) member
     where given.access in ('direct', 'group')`,
  ),
  because(
    'thread',
    'follower.user_id',
    `cross join lateral (
       select user_id from thread_follows x where x.thread_id = given.thread_id and x.following offset 0
     ) follower where given.is_new`,
  ),
  because(
    'thread',
    'followed.user_id',
    'join followed on followed.thread_id = given.thread_id and followed.last_read_seq < given.seq where given.is_new',
  ),
];

/** Of a message of `given`: the person of a candidate, and how far they have read. Only whoever may read it, and wants to hear of its author. */
export const meant = `
  meant as materialized (
    select candidate.*, ${kinds}[candidate.rank] as kind, greatest(
        m.last_read_seq, ${threadMark('candidate.thread_id', 'candidate.user_id')}) as last_read_seq
    from (
      select distinct on (given.id, given.user_id) given.* from (${candidates.join(' union all ')}) given
      where given.stands and given.user_id <> given.author_id
        and (given.spared is null or given.user_id <> given.spared or given.rank not in (${ranks.answer}, ${ranks.thread}))
      order by given.id, given.user_id, given.rank
    ) candidate
    join ${membershipOf('candidate.user_id', 'candidate.room_id', 'm')}
    where ${isOpenToMember('candidate', 'candidate.user_id')}
      and not ${ignores('candidate.user_id', 'candidate.author_id')}
  )`;
