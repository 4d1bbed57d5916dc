/** Files, as the SQL of messages asks for them. */
import { lookedUp } from '../platform/postgres/looked-up.js';

/** A FileView of a file (its alias), which is ready. */
export const fileViewOf = (file: string): string =>
  `${file}.facts || jsonb_strip_nulls(jsonb_build_object('id', ${file}.id, 'name', ${file}.name, 'alt', ${file}.alt))`;

/** Those of an array of ids (an SQL expression), in their order; null for null. Each is looked up by itself. */
export const filesOf = (ids: string): string => `case when ${ids} is not null then (
    select json_agg(${fileViewOf('found')} order by carried.place)
    from unnest(${ids}) with ordinality carried(id, place)
    cross join lateral (select * from files where files.id = carried.id limit 1) found
  ) end`;

/**
 * What stands for the text of a message in one line of it: the text, or the name of its first file where it has none. Null once it
 * is deleted. `message` is the alias of its row.
 */
export const saidBy = (
  message: string,
): string => `case when ${message}.text = '' and ${message}.files is not null
    then (select name from files where files.id = ${message}.files[1]) else ${message}.text end`;

/** Whether that has marks of formatting: the name of a file has none, whatever it looks like. */
export const isFormatted = (message: string): string => `(${message}.html is not null)`;

/**
 * For a `with` that has `draft` (room_id, author_id, files: the ids as an array literal, number): the files that each draft may
 * carry, locked in the order of their ids and looked at as they are then, so that no file comes into two messages; of two drafts
 * that name the same one, the first has it.
 */
export const carriedFiles = `
carried as materialized (
  select wanted.number, wanted.place, found.id, found.view
  from (
    select distinct on (named.id, d.author_id, d.room_id) d.number, d.author_id, d.room_id, named.id, named.place
    from draft d cross join unnest(d.files::bigint[]) with ordinality named(id, place)
    order by named.id, d.author_id, d.room_id, d.number
  ) wanted
  cross join lateral (
    select files.id, ${fileViewOf('files')} as view from files
    where files.id = wanted.id and files.uploader_id = wanted.author_id and files.room_id = wanted.room_id
      and files.state = 'ready' and files.message_id is null and files.gone_at is null and not files.is_preview
    for no key update
  ) found
)`;

/** Whether a draft's files (by the alias of the draft) are all there. */
export const carriesAll = (draft: string): string =>
  `(select count(*) from carried where carried.number = ${draft}.number) = coalesce(cardinality(${draft}.files::bigint[]), 0)`;

/** For the same `with`, once `written` (id, room_id, seq, files) is there: its files belong to it. */
export const postFiles = `
posted as (
  update files set message_id = mine.message_id, seq = mine.seq, place = mine.place, posted_at = mine.created_at
  from (
    select written.id as message_id, written.seq, written.created_at, named.id, named.place
    from written cross join unnest(written.files) with ordinality named(id, place)
  ) mine
  where ${lookedUp('files.id', 'mine.id')}
)`;

/**
 * For a `with` that has `target`, the one message (id, room_id, seq, author_id): the picture of its preview (`id` is an SQL expression)
 * belongs to it.
 */
export const postPicture = (id: string): string => `
picture as (
  update files set message_id = target.id, seq = target.seq, posted_at = clock_timestamp() from target
  where files.id = ${id} and files.is_preview and files.state = 'ready' and files.message_id is null and files.gone_at is null
    and files.room_id = target.room_id
  returning files.id
)`;

/** Lets go of files: from then on nobody reads them, and they are removed. `ids` is an SQL expression of an array. */
export const letGo = (ids: string): string =>
  `update files set gone_at = clock_timestamp() where files.id = any((${ids})::bigint[]) and gone_at is null`;

/** Lets the file of an emoji, or of somebody's picture (`id`, an SQL expression) stay from now on; with `returning`, as it may be gone already. */
export const postMade = (id: string): string =>
  `update files set posted_at = clock_timestamp()
   where files.id = ${id} and is_preview and room_id is null and state = 'ready' and message_id is null and gone_at is null
   returning files.id`;

/** What there is to serve of a file (`id`, an SQL expression) that is not gone: sha256 and parts. */
export const bytesOf = (id: string): string => `select files.sha256,
    (select parts from contents where contents.sha256 = files.sha256 limit 1) as parts
  from files where files.id = ${id} and files.state = 'ready' and files.gone_at is null limit 1`;

/** Bytes of what came before a moment and is still kept. */
export const keptSince = (moment: string): string =>
  `(select coalesce(sum(kept), 0)::bigint from contents where contents.created_at < ${moment})`;
