/**
 * Rooms that are copies of others, with their part of the search index: what the server would take hours to make of five million
 * messages is there in minutes. A segment knows seqs and times, authors and words, so that it is as true of a copy.
 */
import { portion, tellOf, withoutIndexes } from './old-messages.js';
import type { Samovar } from './samovar.js';

export interface Copied {
  /** In the index as a whole. */
  original: number;
  copies: number[];
}

/** All messages there are must be those of the originals, `perRoom` in each. */
export async function copyRooms(
  samovar: Samovar,
  rooms: Copied[],
  perRoom: number,
  say: (line: string) => void,
): Promise<void> {
  await samovar.sql('create temporary table pairs (original bigint, room_id bigint)');
  await samovar.sql('insert into pairs select * from unnest($1::bigint[], $2::bigint[])', [
    rooms.flatMap(({ original, copies }) => [original, ...copies].map(() => original)),
    rooms.flatMap(({ original, copies }) => [original, ...copies]),
  ]);
  await copyMessages(samovar, perRoom, say);
  await copyIndex(samovar, say);
  await tellOf(
    samovar,
    rooms.flatMap(({ copies }) => copies),
    perRoom,
  );
}

/** Those of the originals are written again with all others: they would lie side by side, as those of years never do. */
async function copyMessages(samovar: Samovar, perRoom: number, say: (line: string) => void): Promise<void> {
  await samovar.sql('create temporary table originals as select * from messages');
  await samovar.sql('create index on originals (seq)');
  await samovar.sql('truncate messages cascade');
  const [pairs] = await samovar.sql<{ count: string }>('select count(*) from pairs');
  const rooms = Number(pairs!.count);
  const atOnce = Math.max(1, Math.floor(portion / rooms));
  await withoutIndexes(samovar, async () => {
    for (let first = 1; first <= perRoom; first += atOnce) {
      const last = Math.min(perRoom, first + atOnce - 1);
      await samovar.sql(
        `insert into messages (room_id, seq, rev, author_id, client_id, kind, text, created_at)
         select p.room_id, o.seq, o.rev, o.author_id, gen_random_uuid(), o.kind, o.text, o.created_at
         from originals o join pairs p on p.original = o.room_id
         where o.seq between $1 and $2 order by o.seq, p.room_id`,
        [first, last],
      );
      say(`${(last * rooms).toLocaleString('en-US')} messages written`);
    }
  });
}

/** Segments of a room in the order in which they were made. */
async function copyIndex(samovar: Samovar, say: (line: string) => void): Promise<void> {
  await samovar.sql(
    `create temporary table segments as
     select next_id() as id, s.original, s.room_id
     from (
       select segment.id as original, p.room_id from search_segments segment
       join pairs p on p.original = segment.room_id and p.room_id <> segment.room_id order by p.room_id, segment.id
     ) s`,
  );
  await samovar.sql(
    `insert into search_segments (id, room_id, messages, first_seq, last_seq, bits, seqs, times)
     select s.id, s.room_id, o.messages, o.first_seq, o.last_seq, o.bits, o.seqs, o.times
     from segments s join search_segments o on o.id = s.original order by s.id`,
  );
  await samovar.sql(
    `insert into search_rows (segment_id, place, keys)
     select s.id, o.place, o.keys from segments s
     cross join lateral (select place, keys from search_rows where segment_id = s.original order by place offset 0) o`,
  );
  say('the index of the copies written');
}
