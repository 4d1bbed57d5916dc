/**
 * Searching in a database that is years old, by somebody who is in a fifth of its rooms: the words that people look for. Only some of
 * the rooms are indexed by the server, and all others are copies of those, messages and index: of the same work done ten times nothing
 * would be learnt. How fast the index is made, and how much of the disk it takes then, is measured on those that the server made.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { mostMessages } from '../../../../src/server/search/index/segment.js';
import { cpuFigure, read, type Reading, readingCells, readingHead } from '../lab/asked.js';
import { type Bench, type Item, type ItemReport, nothingSent, shown } from '../lab/bench.js';
import { type Aim, type Figure, lowerIsBetter } from '../lab/figures.js';
import { type Copied, copyRooms } from '../lab/copied-rooms.js';
import { fillRooms } from '../lab/old-messages.js';
import { addRooms, analysePeople, signInPeople } from '../lab/people.js';
import { SaidTexts } from '../lab/said-texts.js';
import { type Samovar, startSamovar } from '../lab/samovar.js';

const plans = {
  full: { rooms: 1_000, originals: 100, own: 200, perRoom: 5_000, texts: 200_000, seconds: 10 },
  quick: { rooms: 100, originals: 20, own: 20, perRoom: 1_000, texts: 20_000, seconds: 2 },
  tiny: { rooms: 6, originals: 3, own: 3, perRoom: 50, texts: 200, seconds: 0.5 },
};

/** People who write; the first of them searches. */
const writers = 20;

/** Different searches of one kind. */
const searches = 300;

/** Milliseconds, one search at a time. */
const slow: { p99: Aim } = { p99: { must: 150 } };
const kinds: { what: string; query: (texts: SaidTexts) => string; p50?: Aim; p99: Aim }[] = [
  { what: 'two words', query: (texts) => texts.twoWords(), p50: { must: 15 }, p99: { must: 60 } },
  { what: 'a rare word', query: (texts) => texts.rareWord(), ...slow },
  { what: 'a word in every message', query: (texts) => texts.everyMessage(), ...slow },
  { what: 'a part of three letters', query: (texts) => texts.part(), ...slow },
  { what: 'a phrase', query: (texts) => texts.phrase(), ...slow },
];

/** Bytes of tables and indexes. */
interface Sizes {
  index: number;
  messages: number;
}

interface Built {
  /** In which the server indexed its part. */
  seconds: number;
  part: Sizes;
  all: Sizes;
}

export const search: Item = {
  name: 'search',
  title: 'Search',
  takesAllCores: true,
  async run(bench) {
    const plan = plans[bench.scale];
    const texts = new SaidTexts(plan.texts);
    const samovar = await startSamovar({ takesAllCores: true });
    const people = await signInPeople(samovar, writers);
    const names = Array.from({ length: plan.rooms }, (_, index) => `said room ${index + 1}`);
    const roomIds = await addRooms(samovar, names);
    const reader = people[0]!;
    const isOwn = (_: number, index: number) => index % Math.floor(plan.rooms / plan.own) === 0;
    await samovar.sql(
      'insert into memberships (room_id, user_id) select id, $2 from unnest($1::bigint[]) id',
      [roomIds.filter(isOwn), reader.id],
    );
    const authorIds = people.map(({ id }) => id);
    const built = await build(bench, samovar, { ...plan, roomIds, authorIds, texts: texts.texts });
    const readings: Reading[] = [];
    for (const { what, query } of kinds) {
      const visits = Array.from({ length: searches }, () => ({
        path: `/api/search?q=${encodeURIComponent(query(texts))}`,
        cookie: reader.cookie,
      }));
      const ask = (clients: number) =>
        bench.generator.run('pages', { url: samovar.url, visits, clients, seconds: plan.seconds });
      // Cold code and cold pages of the database belong to nobody's figures.
      await ask(4);
      for (const clients of [1, 4])
        readings.push(await read(bench, samovar, { what, clients }, () => ask(clients)));
    }
    await samovar.stop();
    return report(readings, built, plan);
  },
};

interface Plan {
  rooms: number;
  originals: number;
  perRoom: number;
}

async function build(
  { say }: Bench,
  samovar: Samovar,
  {
    originals,
    perRoom,
    roomIds,
    authorIds,
    texts,
  }: Plan & Record<'roomIds' | 'authorIds', number[]> & { texts: string[] },
): Promise<Built> {
  const each = roomIds.length / originals;
  const rooms = Array.from({ length: originals }, (_, index): Copied => {
    const [original, ...copies] = roomIds.slice(index * each, (index + 1) * each);
    return { original: original!, copies };
  });
  const ids = rooms.map(({ original }) => original);
  await fillRooms(samovar, ids, authorIds, perRoom, { say, texts, newTo: ['search'] });
  await analysePeople(samovar);
  const seconds = await untilIndexed(say, samovar);
  const part = await sizes(samovar);
  await untilGathered(say, samovar);
  say(`${originals} rooms are indexed; the other ${roomIds.length - originals} become their copies`);
  await copyRooms(samovar, rooms, perRoom, say);
  await analysePeople(samovar);
  return { seconds, part, all: await sizes(samovar) };
}

/** The server finds by itself what is not in the index yet; answers the seconds that it took. */
async function untilIndexed(say: Bench['say'], samovar: Samovar): Promise<number> {
  const begun = performance.now();
  for (let round = 0; ; round++) {
    const [row] = await samovar.sql<{ left: string }>(
      `select count(*) as left from rooms r where r.rev > coalesce(
         (select rev from cursors where subscriber = 'search' and room_id = r.id), 0)`,
    );
    if (row!.left === '0') return (performance.now() - begun) / 1_000;
    if (round % 15 === 0) say(`${row!.left} rooms are not in the index yet`);
    await sleep(1_000);
  }
}

/** A room at rest has few segments: what somebody finds years later was gathered long ago. */
async function untilGathered(say: Bench['say'], samovar: Samovar): Promise<void> {
  const end = performance.now() + 300_000;
  for (let round = 0; performance.now() < end; round++) {
    const [row] = await samovar.sql<{ left: string }>(
      `select count(*) as left from (select from search_segments group by room_id
         having count(*) > 1 and sum(messages) <= ${mostMessages}) scattered`,
    );
    if (row!.left === '0') return;
    if (round % 15 === 0) say(`${row!.left} rooms have not come to rest yet`);
    await sleep(1_000);
  }
  say('Some rooms are in more segments than they would be at rest: their searches cost more here.');
}

async function sizes(samovar: Samovar): Promise<Sizes> {
  await samovar.sql('vacuum analyze search_segments');
  await samovar.sql('vacuum analyze search_rows');
  const [row] = await samovar.sql<Record<keyof Sizes, string>>(
    `select pg_total_relation_size('search_rows') + pg_total_relation_size('search_segments') as index,
       pg_total_relation_size('messages') as messages`,
  );
  return { index: Number(row!.index), messages: Number(row!.messages) };
}

const shareOf = ({ index, messages }: Sizes) => index / messages;

function report(readings: Reading[], built: Built, { rooms, originals, perRoom }: Plan): ItemReport {
  const { seconds, part, all } = built;
  const at = `at ${shown(rooms * perRoom)} messages`;
  const rate = (originals * perRoom) / seconds;
  const row = (which: string, of: Sizes, speed: string) => [
    which,
    ...[of.index / 1e6, of.messages / 1e6, shareOf(of)].map(shown),
    speed,
  ];
  return {
    tables: [
      {
        title: `Searching ${at}, in a fifth of the rooms`,
        head: readingHead,
        rows: readings.map(readingCells),
      },
      {
        title: `The index: ${rooms} rooms, of which the server made that of ${originals}, and the others are copies of those`,
        head: ['', 'MB', 'MB of the messages', 'share', 'messages/s while it was made'],
        rows: [
          row(`${originals} rooms, as the server left it`, part, shown(rate)),
          row('all rooms', all, 'copied'),
        ],
      },
    ],
    figures: [
      ...readings.filter(({ clients }) => clients === 1).flatMap((each) => figures(each, at)),
      // What was copied lies closer than what the server wrote bit by bit.
      lowerIsBetter(
        `search index ${at}: bytes by those of the messages`,
        Math.max(shareOf(part), shareOf(all)),
        '',
        { must: 1 },
      ),
    ],
    ...nothingSent,
    data: { readings, ...built },
  };
}

function figures(reading: Reading, at: string): Figure[] {
  const { latency, generatorLoad } = reading.result;
  const { p50, p99 } = kinds.find(({ what }) => what === reading.what)!;
  const name = `search for ${reading.what} ${at}`;
  return [
    lowerIsBetter(`${name}: p50`, latency.p50, 'ms', { generatorLoad, ...p50 }),
    lowerIsBetter(`${name}: p99`, latency.p99, 'ms', { generatorLoad, ...p99 }),
    cpuFigure(name, reading),
  ];
}
