/** Years of messages made by SQL, in the order in which they would have been written: all rooms by turns. */
import type { Samovar } from './samovar.js';

/** Messages in one statement. */
export const portion = 250_000;

/** Whoever follows the log and has been there for as long as the messages. */
const followers = ['activity', 'previews', 'search'];

const sameText = `repeat('something that somebody wrote to the others ', 1 + ((n * 7 + room_id) % 3)::int)`;

interface Filling {
  say?: (line: string) => void;
  /** What they say, by turns; otherwise always the same. */
  texts?: string[];
  /** Followers of the log that have not seen them yet. */
  newTo?: string[];
}

/** Fills every one of these rooms with messages 1..perRoom, written by turns by these people. */
export async function fillRooms(
  samovar: Samovar,
  roomIds: number[],
  authorIds: number[],
  perRoom: number,
  { say = () => undefined, texts, newTo = [] }: Filling = {},
): Promise<void> {
  const text = texts ? await severalTexts(samovar, texts) : sameText;
  const atOnce = Math.max(1, Math.floor(portion / roomIds.length));
  await withoutIndexes(samovar, async () => {
    for (let first = 1; first <= perRoom; first += atOnce) {
      const last = Math.min(perRoom, first + atOnce - 1);
      await samovar.sql(
        `insert into messages (room_id, seq, rev, author_id, client_id, kind, text, created_at)
         select room_id, n, n, ($2::bigint[])[1 + (n + room_id) % cardinality($2::bigint[])], gen_random_uuid(), 'text', ${text},
           now() - make_interval(mins => $5 - n)
         from generate_series($3::int, $4::int) n, unnest($1::bigint[]) room_id order by n, room_id`,
        [roomIds, authorIds, first, last, perRoom],
      );
      say(`${(last * roomIds.length).toLocaleString('en-US')} messages written`);
    }
  });
  await tellOf(samovar, roomIds, perRoom, newTo);
}

/** What is made of the log was made long ago: all who follow it know them, but those that they are new to. */
export async function tellOf(
  samovar: Samovar,
  roomIds: number[],
  perRoom: number,
  newTo: string[] = [],
): Promise<void> {
  await samovar.sql(
    `with known as (
       insert into cursors (subscriber, room_id, rev, seq)
       select subscriber, id, $2, $2 from unnest($1::bigint[]) id, unnest($3::text[]) subscriber
       on conflict (subscriber, room_id) do update set rev = excluded.rev, seq = excluded.seq
     )
     update rooms set last_seq = $2, rev = $2, last_message_at = now(), active_hour = floor(date_part('epoch', now()) / 3600)
     where id = any($1::bigint[])`,
    [roomIds, perRoom, followers.filter((name) => !newTo.includes(name))],
  );
  await samovar.sql('vacuum analyze rooms');
  await samovar.sql('checkpoint').catch(() => undefined);
}

/** Five million rows go in five times faster so. */
export async function withoutIndexes(samovar: Samovar, work: () => Promise<void>): Promise<void> {
  const rebuild = await dropIndexes(samovar);
  await work();
  for (const statement of rebuild) await samovar.sql(statement);
  await samovar.sql('vacuum analyze messages');
}

/** Into a table of this connection; answers the expression that finds the text of a message. */
async function severalTexts(samovar: Samovar, texts: string[]): Promise<string> {
  await samovar.sql('create temporary table said (number integer primary key, text text)');
  for (let start = 0; start < texts.length; start += 50_000)
    await samovar.sql(
      'insert into said select $2 + number, text from unnest($1::text[]) with ordinality s(text, number)',
      [texts.slice(start, start + 50_000), start],
    );
  return `(select said.text from said where said.number = 1 + (n * 7919 + room_id * 104729) % ${texts.length})`;
}

/** Returns the statements that bring the same ones back. */
async function dropIndexes(samovar: Samovar): Promise<string[]> {
  const constraints = await samovar.sql<{ name: string; definition: string }>(
    `select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
     where conrelid = 'messages'::regclass and contype = 'u'`,
  );
  const indexes = await samovar.sql<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid = 'messages'::regclass and not exists (select from pg_constraint where conindid = indexrelid)`,
  );
  for (const { name } of constraints) await samovar.sql(`alter table messages drop constraint ${name}`);
  for (const { name } of indexes) await samovar.sql(`drop index ${name}`);
  return [
    ...constraints.map(({ name, definition }) => `alter table messages add constraint ${name} ${definition}`),
    ...indexes.map(({ definition }) => definition),
  ];
}
