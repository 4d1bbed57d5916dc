/** What a connection costs that has joined a room and does nothing. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { atMost, figure, type Item } from '../lab/bench.js';
import { measured } from '../lab/measure.js';
import { addRooms, signInPeople } from '../lab/people.js';
import { residentOf } from '../lab/processes.js';
import { type Samovar, startSamovar } from '../lab/samovar.js';

const plans = {
  full: { sizes: [2_000, 10_000], calm: 30 },
  quick: { sizes: [2_000], calm: 2 },
  tiny: { sizes: [50], calm: 1 },
};

/** People in one room, and those who come and go before anything is measured, so that code and heap are warm. */
const roomSize = 100;
const warmUp = 200;

export const idle: Item = {
  name: 'idle',
  title: 'Idle connections',
  async run({ generator, scale, say }) {
    const { calm } = plans[scale];
    const sizes = plans[scale].sizes.filter((size) => size < mostConnections());
    if (sizes.length < plans[scale].sizes.length)
      say(`One process may open ${figure(mostConnections())} connections here: raise "ulimit -Hn" for more.`);
    const samovar = await startSamovar();
    const people = await peopleInRooms(samovar, Math.max(...sizes));
    const enter = (crowd: string, from: number, to: number) =>
      generator.run('enter', { crowd, url: samovar.url, people: people.slice(from, to), atOnce: 50 });
    await enter('warm', 0, warmUp);
    await generator.run('leave', { crowd: 'warm' });
    await sleep(5_000);
    const empty = residentOf(samovar.pid);
    const results: { size: number; kb: number; load: number }[] = [];
    let connected = 0;
    for (const size of sizes) {
      const { failed } = await enter('idle', connected, size);
      if (failed > 0) throw new Error(`${failed} of ${size} clients could not connect.`);
      connected = size;
      await sleep(5_000);
      const { cost } = await measured(samovar, () => sleep(calm * 1_000));
      const kb = (residentOf(samovar.pid) - empty) / size;
      results.push({ size, kb, load: cost.server / cost.seconds });
      say(`${figure(size)} connections: ${figure(kb)} kB each`);
    }
    await samovar.stop();
    return {
      tables: [
        {
          title: `Joined connections that do nothing; without any the server has ${figure(empty / 1_024)} MB`,
          head: ['connections', 'kB resident each', 'server CPU'],
          rows: results.map(({ size, kb, load }) => [figure(size), figure(kb), `${figure(load * 100)} %`]),
        },
      ],
      verdicts: results.map(({ size, kb }) =>
        atMost(16, kb, `${figure(size)} idle connections: resident, each`, 'kB'),
      ),
      lost: 0,
      duplicates: 0,
      data: { emptyKb: empty, results },
    };
  },
};

/** What the limit on open files leaves for connections. Node raises its own soft limit to the hard one. */
function mostConnections(): number {
  const limit = /Max open files\s+\d+\s+(\d+)/.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
  return Number(limit ?? Infinity) - 200;
}

async function peopleInRooms(samovar: Samovar, count: number) {
  const people = await signInPeople(samovar, count);
  const everybody = [];
  for (let first = 0; first < count; first += roomSize) {
    const own = people.slice(first, first + roomSize);
    const address = `idle room ${first / roomSize + 1}`;
    await addRooms(samovar, [address], own);
    everybody.push(...own.map(({ cookie }) => ({ cookie, rooms: [address] })));
  }
  return everybody;
}
