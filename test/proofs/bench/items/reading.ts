/** Reading in a database that is years old: a page of 50 by socket and by REST, and a catch-up. */
import { cpuFigure, read, type Reading, readingCells, readingHead } from '../lab/asked.js';
import { type Bench, type Item, type ItemReport, nothingSent, shown } from '../lab/bench.js';
import { type Figure, lowerIsBetter } from '../lab/figures.js';
import { type Grown, grownDatabase, missed } from '../lab/grown.js';
import { type Samovar, startSamovar } from '../lab/samovar.js';

const seconds = { full: 8, quick: 1.5, tiny: 0.5 };

const kinds = ['history page', 'history page by REST', 'catch-up'] as const;
type Kind = (typeof kinds)[number];

/** How many pages are asked for in turn, each somewhere else. */
const places = 2_000;

/** Milliseconds, one reader at a time. */
const aims = { p50: { must: 1, wish: 0.5 }, p99: { must: 4, wish: 3 } };

export const reading: Item = {
  name: 'reading',
  title: 'Reading back',
  async run(bench) {
    const grown = await grownDatabase(bench);
    const samovar = await startSamovar({ data: grown.data });
    const people = grown.readers.map(({ cookie, rooms: [first] }) => ({ cookie, rooms: [first!.address] }));
    await bench.generator.run('enter', { crowd: 'readers', url: samovar.url, people, atOnce: 20 });
    const readings: Reading[] = [];
    for (const what of kinds) {
      // Cold code and cold pages of the database belong to nobody's figures.
      await ask(bench, samovar, grown, what, 16);
      for (const clients of [1, 16])
        readings.push(
          await read(bench, samovar, { what, clients }, () => ask(bench, samovar, grown, what, clients)),
        );
    }
    await samovar.stop();
    return report(readings, grown.messages);
  },
};

function report(readings: Reading[], messages: number): ItemReport {
  const at = `at ${shown(messages)} messages`;
  return {
    tables: [
      {
        title: `Reading ${at}: a page of 50 anywhere, ${missed} missed messages`,
        head: readingHead,
        rows: readings.map(readingCells),
      },
    ],
    figures: readings.filter(({ clients }) => clients === 1).flatMap((each) => figures(each, at)),
    ...nothingSent,
    data: { messages, readings },
  };
}

function figures(reading: Reading, at: string): Figure[] {
  const { latency, generatorLoad } = reading.result;
  const name = `${reading.what} ${at}`;
  const isAimed = reading.what === 'history page';
  return [
    lowerIsBetter(`${name}: p50`, latency.p50, 'ms', { generatorLoad, ...(isAimed && aims.p50) }),
    lowerIsBetter(`${name}: p99`, latency.p99, 'ms', { generatorLoad, ...(isAimed && aims.p99) }),
    cpuFigure(name, reading),
  ];
}

function ask({ generator, scale }: Bench, { url }: Samovar, grown: Grown, what: Kind, clients: number) {
  const order = { clients: Math.min(clients, grown.readers.length), seconds: seconds[scale] };
  if (what === 'history page by REST') {
    const visits = anywhere(grown).map(({ cookie, roomId, before }) => ({
      path: `/api/rooms/${roomId}/messages?before=${before}`,
      cookie,
    }));
    return generator.run('pages', { url, visits, ...order });
  }
  const questions = what === 'catch-up' ? catchUps(grown) : historyPages(grown);
  return generator.run('ask', { crowd: 'readers', questions, ...order });
}

/** Each reader's own first room, as after a short absence. */
const catchUps = ({ readers, perRoom }: Grown) =>
  readers.map(({ rooms: [first] }) => ({
    event: 'join' as const,
    payload: { room: first!.address, rev: perRoom - missed },
  }));

const historyPages = (grown: Grown) =>
  anywhere(grown).map(({ roomId, before }) => ({ event: 'history' as const, payload: { roomId, before } }));

/** Places in the readers' rooms, by turns of the readers. */
function anywhere({ readers, perRoom }: Grown) {
  return Array.from({ length: places }, (_, index) => {
    const { cookie, rooms } = readers[index % readers.length]!;
    const before = 60 + Math.floor(Math.random() * (perRoom - 60));
    return { cookie, roomId: rooms[index % rooms.length]!.id, before };
  });
}
