/** The one statement that writes messages. */
import { isBanned } from '../../memberships/bans.js';
import { mayBeginWith } from '../../memberships/beginning.js';
import { postingRefusal } from '../../memberships/rights.js';
import { slowDown } from '../../memberships/statements.js';
import { membershipOf } from '../../memberships/who-is-in.js';
import { isModerator } from '../../people/moderators.js';
import { isKeptOut } from '../../people/raid-guard.js';
import { isAdministrator } from '../../people/administrators.js';
import { isGuest } from '../../people/guests.js';
import { userJson } from '../../people/user-view.js';
import { otherOf, peopleOf } from '../../rooms/direct-key.js';
import { carriedFiles, carriesAll, postFiles } from '../../files/statements.js';
import { mentionedBy } from './mentioned.js';

/** What a batch asks more for where one of its messages calls somebody, answers something or carries files. */
interface Addition {
  takes: string;
  columns: string;
  /** Looked at before it is judged. */
  looks?: string;
  /** Of whoever has to wait in a slow room; where nobody is asked yet since when, all of them. */
  slow?: string;
  refusal: string;
  inserted: string;
  values: string;
  /** Done once it is written. */
  does?: string;
  more: string;
}

/** Of an author and their membership. */
const author = {
  administrator: isAdministrator('author'),
  guest: isGuest('author'),
  member: 'member.user_id is not null',
  keeper: 'member.keeper is true',
  silenced: 'member.silenced_until > now()',
  silence: `'silenced ' || (extract(epoch from member.silenced_until) * 1000)::bigint || ' ' || coalesce(author.time_zone, '')`,
  banned: isBanned('room.id', 'author.id'),
};

/** Whoever keeps the peace is never too fast. */
const isSlowed = `(room.slow_seconds > 0 and not (${author.keeper} or ${isModerator('author')}))`;

/** In an update of `rooms`, by whatever writes a message there. */
export const spokenIn = `last_message_at = clock_timestamp(),
    active_hour = floor(date_part('epoch', clock_timestamp()) / 3600)`;

/** How many drafts a room of the batch has; `$1` is sorted, so that its place is found by bisection. */
const sizeOf = (room: string) => `($2::int[])[width_bucket(${room}, $1::bigint[])]`;

/** A conversation of two begins with its first message: asked of nobody else. What has begun goes on, whatever they choose then. */
const notWelcome = `case when room.access = 'direct' and room.last_seq = 0
        and not ${mayBeginWith('author', otherOf('room', 'd.author_id'))} then 'unwelcome' end`;

/** Known here whichever node put the guard up, and however lately. */
const keptOut = `case when ${isKeptOut('author')} then 'newcomer' end`;

/**
 * All or nothing: when one draft is refused, or was stored before (unique violation), nothing is written and no seq is
 * used; the caller takes those drafts out and asks again with the rest. `$1` are the rooms in the order of their ids, `$2` how
 * many drafts each of them has.
 *
 * - `room` locks the rooms in id order, so that two nodes cannot deadlock, and reads their newest state.
 * - Everything else is read as of the start of the statement, that is before a possible wait for the lock. A removal
 *   that committed during that wait would go unseen, so each change of who may post also increments `rooms.rights`
 *   (under the room's lock), and `seen`, read as of the start, tells us: differing counts mean `stale`.
 * - Who may post is memberships' rule, `postingRefusal`; it is asked of the rows that are here, and adds none.
 * - Each room's counters move once per batch; a draft's place in it was counted by the caller.
 * - The clock is read after the lock, so that created_at follows seq.
 * - Of what the update changes only active_hour is in an index: once an hour the row's new version costs index entries.
 * - Every row of a table is looked up by itself, in a sub-select that one index alone can answer: what PostgreSQL believes of
 *   the sizes of tables does not matter. Only what the batch itself brings is joined.
 */
const append = ({
  takes,
  columns,
  looks = '',
  slow = `case when ${isSlowed} then 'slow' end`,
  refusal,
  inserted,
  values,
  does = '',
  more,
}: Addition): string => `
with draft as (
  select * from unnest($3::bigint[], $4::bigint[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::int[]${takes})
    with ordinality as d(room_id, author_id, client_id, kind, text, html, place${columns}, number)
), room as materialized (
  select locked.*, (select seen.rights from rooms seen where seen.id = locked.id) as seen
  from (select id from unnest($1::bigint[]) id order by id) wanted
  cross join lateral (
    select id, last_seq, direct_key, rights, access, posting, archived_at, slow_seconds from rooms where rooms.id = wanted.id for no key update
  ) locked
), ${looks}judged as materialized (
  select d.number, ${userJson('author')} as author, case
    when room.seen <> room.rights then 'stale'
    when room.id is null or author.id is null then 'no_room'
    else coalesce(
      ${postingRefusal('room', author)}, ${slow},
      ${notWelcome}, ${keptOut}${refusal})
  end as refusal
  from draft d
  left join room on room.id = d.room_id
  left join lateral (
    select * from users where users.id = d.author_id and users.deactivated_at is null limit 1
  ) author on true
  left join ${membershipOf('d.author_id', 'd.room_id', 'member')}
), counter as (
  update rooms set
    last_seq = rooms.last_seq + ${sizeOf('rooms.id')},
    rev = rooms.rev + ${sizeOf('rooms.id')},
    ${spokenIn}
  where rooms.id = any($1::bigint[]) and not exists (select from judged where refusal is not null)
  returning rooms.id, rooms.last_seq - ${sizeOf('rooms.id')} as last_seq, rooms.rev - ${sizeOf('rooms.id')} as rev,
    rooms.last_message_at as now, rooms.direct_key, rooms.access
), written as (
  insert into messages (room_id, seq, rev, author_id, client_id, kind, text, html, created_at${inserted})
  select d.room_id, counter.last_seq + d.place, counter.rev + d.place, d.author_id, d.client_id, d.kind, d.text, d.html,
    counter.now${values}
  from draft d join counter on counter.id = d.room_id
  returning id, room_id, seq, created_at${inserted}
)${does}
select
  (select json_agg(json_build_object('last_seq', last_seq, 'rev', rev, 'now', now, 'is_group', access = 'group', 'people', case when direct_key is not null then (
      select json_agg(${userJson('person')})
      from unnest(${peopleOf('counter')}) pair(id)
      cross join lateral (select * from users where users.id = pair.id limit 1) person
    ) end) order by id) from counter) as rooms,
  (select json_agg(id order by room_id, seq) from written) as ids,
  ${more} as more,
  case when bool_or(refusal is not null) then json_agg(refusal order by number) end as refusals,
  json_agg(author order by number) as authors
from judged`;

/**
 * For batches in which nobody is called and nothing is answered, which are most: what the others need made each of these a tenth
 * dearer, though it was never come to.
 */
export const appendPlain = append({
  takes: '',
  columns: '',
  refusal: '',
  inserted: '',
  values: '',
  more: 'null::json',
});

const calling: Addition = {
  takes: ', $10::bigint[], $11::text[], $12::text[], $13::boolean[]',
  columns: ', reply_to, names, everybody, quiet',
  refusal: `,
      case when d.reply_to is not null and
        (select quoted.room_id from messages quoted where quoted.id = d.reply_to) is distinct from d.room_id then 'no_reply' end`,
  inserted: ', reply_to, thread_id, mentions, quiet',
  values: `, d.reply_to,
    case when d.reply_to is not null then (
      select coalesce(quoted.thread_id, quoted.id) from messages quoted where quoted.id = d.reply_to) end,
    ${mentionedBy({ names: 'd.names', everybody: 'd.everybody', author: 'd.author_id', room: 'd.room_id' })}, d.quiet`,
  more: `(select json_object_agg(id, json_build_object('mentions', mentions, 'thread_id', thread_id)) from written
    where mentions is not null or thread_id is not null)`,
};

/** Takes four columns more: what is answered, the names that are called (see mentioned.ts), a word for everybody, and whether quietly. */
export const appendCalling = append(calling);

/** Takes two more: the ids of the files, as array literals, and whether the author wants no preview. */
const carrying: Addition = {
  takes: `${calling.takes}, $14::text[], $15::boolean[]`,
  columns: `${calling.columns}, files, no_preview`,
  looks: `${carriedFiles}, `,
  refusal: `${calling.refusal}, case when not ${carriesAll('d')} then 'no_file' end`,
  inserted: `${calling.inserted}, files, preview`,
  values: `${calling.values}, d.files::bigint[], case when d.no_preview then 'false'::jsonb end`,
  does: `, ${postFiles}`,
  more: `(select json_object_agg(id, json_build_object('mentions', mentions, 'thread_id', thread_id, 'files', (
      select json_agg(carried.view order by carried.place) from carried where carried.id = any(written.files)
    ))) from written where mentions is not null or thread_id is not null or files is not null)`,
};

export const appendCarrying = append(carrying);

/**
 * The same for one draft into a slow room: nobody pays for that elsewhere. When its author may write again stands in their membership, locked after
 * the room and read as it is then: of two at once, on two nodes, the later one sees the earlier one's.
 */
export const appendSlowly = append({
  ...carrying,
  looks: `${carrying.looks}pace as materialized (
  select m.slow_until from room, draft d, memberships m
  where m.room_id = room.id and m.room_id = d.room_id and m.user_id = d.author_id for no key update of m
), `,
  slow: `case when ${isSlowed} and (select slow_until from pace) > clock_timestamp() then
    'slow ' || ceil(extract(epoch from (select slow_until from pace) - clock_timestamp()) * 1000) end`,
  does: `${carrying.does}, paced as (
  ${slowDown} from counter, room, draft d
  where m.room_id = counter.id and room.id = counter.id and m.user_id = d.author_id
)`,
});
