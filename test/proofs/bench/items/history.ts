/** Reading in a database that is years old: a page of 50 and a catch-up by socket, and the room's page by HTTP. */
import { type Bench, figure, type Item } from '../lab/bench.js';
import { measured } from '../lab/measure.js';
import { fillRooms } from '../lab/old-messages.js';
import { addRooms, signInPeople } from '../lab/people.js';
import { type Samovar, startSamovar } from '../lab/samovar.js';
import { missed, type Reading, readings, report } from './history-report.js';

const plans = {
  full: { rooms: 1_000, perRoom: 5_000, readers: 50, seconds: 8 },
  quick: { rooms: 200, perRoom: 1_000, readers: 20, seconds: 1 },
  tiny: { rooms: 10, perRoom: 100, readers: 5, seconds: 0.5 },
};

/** Rooms that one reader is a member of, and shows beside the page. */
const ownRooms = 20;

interface Reader {
  cookie: string;
  rooms: { id: number; address: string }[];
}

export const history: Item = {
  name: 'history',
  title: 'History',
  async run(bench) {
    const { rooms, perRoom } = plans[bench.scale];
    const samovar = await startSamovar();
    const readers = await makeHistory(bench, samovar);
    const people = readers.map(({ cookie, rooms: [first] }) => ({ cookie, rooms: [first!.address] }));
    await bench.generator.run('enter', { crowd: 'readers', url: samovar.url, people, atOnce: 20 });
    const measurements: Reading[] = [];
    for (const what of readings)
      for (const clients of [1, 16]) measurements.push(await read(bench, samovar, readers, what, clients));
    await samovar.stop();
    return report(measurements, rooms * perRoom);
  },
};

async function makeHistory({ scale, say }: Bench, samovar: Samovar): Promise<Reader[]> {
  const { rooms, perRoom, readers: count } = plans[scale];
  const people = await signInPeople(samovar, count);
  const addresses = Array.from({ length: rooms }, (_, index) => `old room ${index + 1}`);
  const roomIds = await addRooms(samovar, addresses);
  await fillRooms(
    samovar,
    roomIds,
    people.map(({ id }) => id),
    perRoom,
    say,
  );
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
  await samovar.sql('analyze memberships');
  return readers;
}

async function read(
  bench: Bench,
  samovar: Samovar,
  readers: Reader[],
  what: Reading['what'],
  clients: number,
): Promise<Reading> {
  const { result, cost } = await measured(samovar, () => ask(bench, samovar, readers, what, clients));
  if (result.failed > 0) throw new Error(`${result.failed} times a ${what} was refused.`);
  const { p50, p99 } = result.latency;
  bench.say(
    `${what}, ${clients} at a time: p50 ${figure(p50)} ms, p99 ${figure(p99)} ms, ` +
      `${figure(result.answered / cost.server)} per second of server CPU`,
  );
  return { what, clients, result, cost };
}

function ask(
  { generator, scale }: Bench,
  { url }: Samovar,
  readers: Reader[],
  what: Reading['what'],
  clients: number,
) {
  const { perRoom, seconds } = plans[scale];
  if (what === 'room page') {
    const visits = readers.flatMap(({ cookie, rooms }) =>
      rooms.map(({ address }) => ({ path: `/chat/${encodeURIComponent(address)}`, cookie })),
    );
    return generator.run('pages', { url, visits, clients, seconds });
  }
  const questions = what === 'catch-up' ? catchUps(readers, perRoom) : historyPages(readers, perRoom);
  const asking = Math.min(clients, readers.length);
  return generator.run('ask', { crowd: 'readers', questions, clients: asking, seconds });
}

/** Each reader's own first room, as after a short absence. */
const catchUps = (readers: Reader[], lastRev: number) =>
  readers.map(({ rooms: [first] }) => ({
    event: 'join' as const,
    payload: { room: first!.address, rev: lastRev - missed },
  }));

/** Anywhere in the readers' rooms. */
const historyPages = (readers: Reader[], lastSeq: number) =>
  Array.from({ length: 2_000 }, (_, index) => {
    const { rooms } = readers[index % readers.length]!;
    const before = 60 + Math.floor(Math.random() * (lastSeq - 60));
    return { event: 'history' as const, payload: { roomId: rooms[index % rooms.length]!.id, before } };
  });
