/** The page of a room as HTML, in a database that is years old, by readers who are members of some rooms. */
import { cpuFigure, cpuOf, read, type Reading, readingCells, readingHead } from '../lab/asked.js';
import { type Item, type ItemReport, nothingSent, shown } from '../lab/bench.js';
import { type Figure, higherIsBetter, lowerIsBetter } from '../lab/figures.js';
import { grownDatabase } from '../lab/grown.js';
import { startSamovar } from '../lab/samovar.js';

const seconds = { full: 8, quick: 2, tiny: 0.5 };

/** A second, of a core that carries server and database. */
const aim = { must: 500, wish: 1_000 };

export const pages: Item = {
  name: 'pages',
  title: 'Room pages',
  async run(bench) {
    const { data, readers, messages } = await grownDatabase(bench);
    const samovar = await startSamovar({ data });
    const { url } = samovar;
    const visits = readers.flatMap(({ cookie, rooms }) =>
      rooms.map(({ address }) => ({ path: `/chat/${encodeURIComponent(address)}`, cookie })),
    );
    const ask = (clients: number) =>
      bench.generator.run('pages', { url, visits, clients, seconds: seconds[bench.scale] });
    await ask(16);
    const readings: Reading[] = [];
    for (const clients of [1, 16])
      readings.push(await read(bench, samovar, { what: 'room page', clients }, () => ask(clients)));
    await samovar.stop();
    return report(readings, messages);
  },
};

function report(readings: Reading[], messages: number): ItemReport {
  const at = `room page at ${shown(messages)} messages`;
  return {
    tables: [
      {
        title: `The newest page of a room as HTML, at ${shown(messages)} messages`,
        head: [...readingHead, '/s of one core'],
        rows: readings.map((reading) => [...readingCells(reading), shown(perCore(reading))]),
      },
    ],
    figures: readings.flatMap((reading) => (reading.clients === 1 ? alone(at, reading) : many(at, reading))),
    ...nothingSent,
    data: { messages, readings },
  };
}

const perCore = (reading: Reading) => 1_000 / cpuOf(reading);

/** Made of CPU time, so that it holds where the generator or a neighbour is busy. */
const many = (at: string, reading: Reading): Figure[] => [
  higherIsBetter(`${at}: pages of one core`, perCore(reading), '/s', aim),
  cpuFigure(at, reading),
];

const alone = (at: string, { result }: Reading): Figure[] => [
  lowerIsBetter(`${at}: p50`, result.latency.p50, 'ms'),
  lowerIsBetter(`${at}: p99`, result.latency.p99, 'ms'),
];
