/** A database that is years old, made once for all items of a run that ask for it. */
import type { Bench, Scale } from './bench.js';
import { fillRooms } from './old-messages.js';
import { addRooms, analysePeople, signInPeople } from './people.js';
import { type Data, newData, startSamovar } from './samovar.js';

export interface Reader {
  cookie: string;
  rooms: { id: number; address: string }[];
}

export interface Grown {
  data: Data;
  /** Each a member of some rooms, in each of which they have missed the newest messages. */
  readers: Reader[];
  /** In each room, and in all of them. */
  perRoom: number;
  messages: number;
}

const plans: Record<Scale, { rooms: number; perRoom: number; readers: number }> = {
  full: { rooms: 1_000, perRoom: 5_000, readers: 50 },
  quick: { rooms: 200, perRoom: 1_000, readers: 20 },
  tiny: { rooms: 10, perRoom: 100, readers: 5 },
};

/** Rooms that one reader is a member of, and shows beside a page. */
const ownRooms = 20;

/** Messages that a reader who comes back has missed. */
export const missed = 20;

let made: Promise<Grown> | undefined;

export function grownDatabase(bench: Bench): Promise<Grown> {
  return (made ??= make(bench));
}

async function make({ scale, say }: Bench): Promise<Grown> {
  const { rooms, perRoom, readers: count } = plans[scale];
  const data = newData();
  const samovar = await startSamovar({ data, takesAllCores: true });
  const people = await signInPeople(samovar, count);
  const addresses = Array.from({ length: rooms }, (_, index) => `old room ${index + 1}`);
  const roomIds = await addRooms(samovar, addresses);
  const authorIds = people.map(({ id }) => id);
  await fillRooms(samovar, roomIds, authorIds, perRoom, { say });
  const all = roomIds.map((id, index) => ({ id, address: addresses[index]! }));
  const readers = people.map(({ id, cookie }, index) => ({
    id,
    cookie,
    rooms: Array.from({ length: ownRooms }, (_, place) => all[(index * 37 + place * 53) % all.length]!),
  }));
  for (const { id, rooms: own } of readers)
    await samovar.sql(
      `insert into memberships (room_id, user_id, last_read_seq) select id, $2, $3 from unnest($1::bigint[]) id on conflict do nothing`,
      [own.map((room) => room.id), id, perRoom - missed],
    );
  await analysePeople(samovar);
  await samovar.stop();
  return { data, readers, perRoom, messages: rooms * perRoom };
}
