/** The lobby of a server with very many rooms: as a page, its next page, and a search for a name. */
import { cpuFigure, read, type Reading, readingCells, readingHead } from '../lab/asked.js';
import { type Item, type ItemReport, nothingSent, shown } from '../lab/bench.js';
import { type Figure, lowerIsBetter } from '../lab/figures.js';
import { addRooms, analysePeople, signInPeople } from '../lab/people.js';
import { type Samovar, startSamovar } from '../lab/samovar.js';

const plans = {
  full: { rooms: 200_000, seconds: 8 },
  quick: { rooms: 200_000, seconds: 2 },
  tiny: { rooms: 200, seconds: 0.5 },
};

const readers = 20;
/** Rooms that each reader is a member of. */
const ownRooms = 20;

/** Milliseconds for the page, at its p50. */
const aim = { must: 5, wish: 2 };

const paths = {
  'the lobby': '/chat/',
  'the lobby by REST': '/api/lobby',
  'a search in the lobby': '/api/lobby/others?query=crowded+room+1',
};

export const lobby: Item = {
  name: 'lobby',
  title: 'The lobby',
  async run(bench) {
    const { rooms, seconds } = plans[bench.scale];
    const samovar = await startSamovar();
    const cookies = await furnish(samovar, rooms);
    bench.say(`${shown(rooms)} rooms are there`);
    const readings: Reading[] = [];
    for (const [what, path] of Object.entries(paths)) {
      const visits = cookies.map((cookie) => ({ path, cookie }));
      const ask = () => bench.generator.run('pages', { url: samovar.url, visits, clients: 1, seconds });
      await ask();
      readings.push(await read(bench, samovar, { what, clients: 1 }, ask));
    }
    await samovar.stop();
    return report(readings, rooms);
  },
};

/** Open rooms of which some were talked in lately, as a table holds them that autovacuum has seen. */
async function furnish(samovar: Samovar, rooms: number): Promise<string[]> {
  const people = await signInPeople(samovar, readers);
  const addresses = Array.from({ length: rooms }, (_, index) => `crowded room ${index + 1}`);
  const roomIds = await addRooms(samovar, addresses);
  await samovar.sql(
    `update rooms set last_message_at = moment, active_hour = floor(date_part('epoch', moment) / 3600)
     from (select id, now() - make_interval(mins => (id * 7919 % 500000)::int) as moment from rooms) lately
     where lately.id = rooms.id`,
  );
  for (const [index, { id }] of people.entries())
    await samovar.sql(
      'insert into memberships (room_id, user_id) select room_id, $2 from unnest($1::bigint[]) room_id on conflict do nothing',
      [Array.from({ length: ownRooms }, (_, place) => roomIds[(index * 37 + place * 53) % rooms]), id],
    );
  await samovar.sql('vacuum rooms');
  await analysePeople(samovar);
  return people.map(({ cookie }) => cookie);
}

function report(readings: Reading[], rooms: number): ItemReport {
  return {
    tables: [
      {
        title: `The lobby with ${shown(rooms)} rooms`,
        head: readingHead,
        rows: readings.map(readingCells),
      },
    ],
    figures: readings.flatMap((reading) => figures(reading, `${reading.what} with ${shown(rooms)} rooms`)),
    ...nothingSent,
    data: { rooms, readings },
  };
}

function figures(reading: Reading, at: string): Figure[] {
  const { latency, generatorLoad } = reading.result;
  return [
    lowerIsBetter(`${at}: p50`, latency.p50, 'ms', {
      generatorLoad,
      ...(reading.what === 'the lobby' && aim),
    }),
    lowerIsBetter(`${at}: p99`, latency.p99, 'ms', { generatorLoad }),
    cpuFigure(at, reading),
  ];
}
