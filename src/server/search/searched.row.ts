/** A message as search looks at it: what it says, and what else may be asked of it. */
import type { FileKind } from '../../shared/files.js';

export interface SearchedRow {
  room_id: number;
  seq: number;
  /** When it was written, in milliseconds since 1970. */
  time: number;
  author_id: number;
  /** Null once it is deleted, and of a line in which a room tells what became of it. */
  text: string | null;
  mentions: number[] | null;
  is_answer: boolean;
  has_link: boolean;
  has_code: boolean;
  is_reacted_to: boolean;
  files: { name: string; alt: string | null; kind: FileKind }[] | null;
}

/** Its columns, of `messages m`. What most have not is looked up for those that have it. */
export const searchedColumns = `
  m.room_id, m.seq, floor(date_part('epoch', m.created_at) * 1000)::bigint as time, m.author_id, case when m.kind <> 'room' then m.text end as text, m.mentions,
  m.reply_to is not null as is_answer,
  coalesce(strpos(m.html, '<a ') > 0, false) as has_link, coalesce(strpos(m.html, '<code') > 0, false) as has_code,
  (select true from reactions x where x.message_id = m.id limit 1) is true as is_reacted_to,
  case when m.files is not null then (
    select json_agg(json_build_object('name', f.name, 'alt', f.alt, 'kind', f.facts->>'kind') order by carried.place)
    from unnest(m.files) with ordinality carried(id, place)
    cross join lateral (select name, alt, facts from files where files.id = carried.id limit 1) f
  ) end as files`;

/** What is said beside the text: names of files, and what pictures show. */
export const besideText = ({ files }: SearchedRow): string[] =>
  (files ?? []).flatMap(({ name, alt }) => (alt === null ? [name] : [name, alt]));

export const writtenBy = (userId: number): string => `by${userId}`;
export const calling = (userId: number): string => `to${userId}`;

/** What may be asked of it beside its words. */
export function attributesOf(row: SearchedRow): string[] {
  const attributes = [writtenBy(row.author_id), ...(row.mentions ?? []).map(calling)];
  if (row.is_answer) attributes.push('answer');
  if (row.has_link) attributes.push('link');
  if (row.has_code) attributes.push('code');
  if (row.is_reacted_to) attributes.push('reaction');
  if (row.files) attributes.push('file', ...row.files.map(({ kind }) => (kind === 'sound' ? 'voice' : kind)));
  return [...new Set(attributes)];
}
