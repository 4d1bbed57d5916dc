/** Searching in a database that is years old, by somebody who is in a fifth of its rooms: the words that people look for. */
import { setTimeout as sleep } from 'node:timers/promises';
import { cpuFigure, read, type Reading, readingCells, readingHead } from '../lab/asked.js';
import { type Bench, type Item, type ItemReport, nothingSent, shown } from '../lab/bench.js';
import { type Aim, type Figure, lowerIsBetter } from '../lab/figures.js';
import { fillRooms } from '../lab/old-messages.js';
import { addRooms, analysePeople, signInPeople } from '../lab/people.js';
import { SaidTexts } from '../lab/said-texts.js';
import { type Samovar, startSamovar } from '../lab/samovar.js';

const plans = {
  full: { rooms: 1_000, own: 200, perRoom: 5_000, texts: 200_000, seconds: 10 },
  quick: { rooms: 100, own: 20, perRoom: 1_000, texts: 20_000, seconds: 2 },
  tiny: { rooms: 5, own: 3, perRoom: 50, texts: 200, seconds: 0.5 },
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

interface Indexed {
  seconds: number;
  /** Bytes of tables and indexes. */
  index: number;
  messages: number;
}

export const search: Item = {
  name: 'search',
  title: 'Search',
  takesAllCores: true,
  async run(bench) {
    const { rooms, own, perRoom, texts: count, seconds } = plans[bench.scale];
    const texts = new SaidTexts(count);
    const samovar = await startSamovar({ takesAllCores: true });
    const people = await signInPeople(samovar, writers);
    const roomIds = await addRooms(
      samovar,
      Array.from({ length: rooms }, (_, index) => `said room ${index + 1}`),
    );
    const reader = people[0]!;
    const isOwn = (_: number, index: number) => index % Math.floor(rooms / own) === 0;
    await samovar.sql(
      'insert into memberships (room_id, user_id) select id, $2 from unnest($1::bigint[]) id',
      [roomIds.filter(isOwn), reader.id],
    );
    const writing = { say: bench.say, texts: texts.texts, newTo: ['search'] };
    await fillRooms(
      samovar,
      roomIds,
      people.map(({ id }) => id),
      perRoom,
      writing,
    );
    await analysePeople(samovar);
    const indexed = await untilIndexed(bench, samovar);
    const readings: Reading[] = [];
    for (const { what, query } of kinds) {
      const visits = Array.from({ length: searches }, () => ({
        path: `/api/search?q=${encodeURIComponent(query(texts))}`,
        cookie: reader.cookie,
      }));
      const ask = (clients: number) =>
        bench.generator.run('pages', { url: samovar.url, visits, clients, seconds });
      // Cold code and cold pages of the database belong to nobody's figures.
      await ask(4);
      for (const clients of [1, 4])
        readings.push(await read(bench, samovar, { what, clients }, () => ask(clients)));
    }
    await samovar.stop();
    return report(readings, indexed, rooms * perRoom);
  },
};

/** The server finds by itself what is not in the index yet. */
async function untilIndexed({ say }: Bench, samovar: Samovar): Promise<Indexed> {
  const begun = performance.now();
  for (let round = 0; ; round++) {
    const [row] = await samovar.sql<{ left: string }>(
      `select count(*) as left from rooms r where r.rev > coalesce(
         (select rev from cursors where subscriber = 'search' and room_id = r.id), 0)`,
    );
    if (row!.left === '0') break;
    if (round % 15 === 0) say(`${row!.left} rooms are not in the index yet`);
    await sleep(1_000);
  }
  const seconds = (performance.now() - begun) / 1_000;
  await samovar.sql('vacuum analyze search_segments');
  await samovar.sql('vacuum analyze search_rows');
  const [sizes] = await samovar.sql<{ index: string; messages: string }>(
    `select pg_total_relation_size('search_rows') + pg_total_relation_size('search_segments') as index,
       pg_total_relation_size('messages') as messages`,
  );
  return { seconds, index: Number(sizes!.index), messages: Number(sizes!.messages) };
}

const megabytes = (bytes: number) => shown(bytes / 1e6);

function report(
  readings: Reading[],
  { seconds, index, messages: size }: Indexed,
  messages: number,
): ItemReport {
  const at = `at ${shown(messages)} messages`;
  const share = index / size;
  return {
    tables: [
      {
        title: `Searching ${at}, in a fifth of the rooms`,
        head: readingHead,
        rows: readings.map(readingCells),
      },
      {
        title: 'The index',
        head: ['MB', 'MB of the messages', 'share', 'messages/s while it was made'],
        rows: [[megabytes(index), megabytes(size), shown(share), shown(messages / seconds)]],
      },
    ],
    figures: [
      ...readings.filter(({ clients }) => clients === 1).flatMap((each) => figures(each, at)),
      lowerIsBetter(`search index ${at}: bytes by those of the messages`, share, '', { must: 1 }),
    ],
    ...nothingSent,
    data: { messages, readings, seconds, index, size },
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
