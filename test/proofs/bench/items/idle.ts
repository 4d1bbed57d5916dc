/** What a connection costs that has joined a room and does nothing, beside bare `ws` and bare Socket.IO. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Bench, type Item, shown } from '../lab/bench.js';
import { measured } from '../lab/measure.js';
import { addSmallRooms, analysePeople } from '../lab/people.js';
import { residentOf } from '../lab/processes.js';
import {
  type Servers,
  startAll,
  stopAll,
  type System,
  systems,
  type Visitor,
  withoutCookies,
} from '../lab/systems.js';
import { type Idle, report } from './idle-report.js';

const plans = {
  full: { sizes: [2_000, 10_000], calm: 30 },
  quick: { sizes: [2_000], calm: 5 },
  tiny: { sizes: [200], calm: 1 },
};

/** People in one room, and those who come and go before anything is measured, so that code and heap are warm. */
const roomSize = 100;
const warmUp = 200;

/** Milliseconds until a server has done what follows from so many coming or going. */
const settleTime = 5_000;

export const idle: Item = {
  name: 'idle',
  title: 'Idle connections',
  async run(bench) {
    const sizes = possibleSizes(bench);
    const servers = await startAll();
    const rooms = Math.ceil(Math.max(...sizes) / roomSize);
    const people = await addSmallRooms(servers.samovar, {
      rooms,
      members: roomSize,
      word: 'idle',
      areMembers: true,
    });
    await analysePeople(servers.samovar);
    const results: Idle[] = [];
    for (const system of systems) {
      const visitors = system === 'samovar' ? people : withoutCookies(people);
      results.push(...(await sitIdle(bench, servers, { system, visitors, sizes })));
    }
    await stopAll(servers);
    return report(results);
  },
};

async function sitIdle(
  { generator, scale, say }: Bench,
  servers: Servers,
  { system, visitors, sizes }: { system: System; visitors: Visitor[]; sizes: number[] },
): Promise<Idle[]> {
  const server = servers[system];
  const enter = (crowd: string, from: number, to: number) =>
    generator.run('enter', { crowd, url: server.url, people: visitors.slice(from, to), atOnce: 50 });
  await enter('warm', 0, warmUp);
  await generator.run('leave', { crowd: 'warm' });
  await sleep(settleTime);
  const emptyKb = residentOf(server.pid);
  const results: Idle[] = [];
  for (const [place, size] of sizes.entries()) {
    const { failed } = await enter('idle', sizes[place - 1] ?? 0, size);
    if (failed > 0) throw new Error(`${failed} of ${size} clients could not connect to ${system}.`);
    await sleep(settleTime);
    const { cost } = await measured(server, () => sleep(plans[scale].calm * 1_000));
    const kb = (residentOf(server.pid) - emptyKb) / size;
    results.push({ system, size, emptyKb, kb, load: (cost.server + cost.postgres) / cost.seconds });
    say(`${shown(size)} connections, ${system}: ${shown(kb)} kB each`);
  }
  await generator.run('leave', { crowd: 'idle' });
  return results;
}

/** What the limit on open files leaves for connections. Node raises its own soft limit to the hard one. */
function possibleSizes({ scale, say }: Bench): number[] {
  const limit = /Max open files\s+\d+\s+(\d+)/.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
  const most = Number(limit ?? Infinity) - 200;
  const sizes = plans[scale].sizes.filter((size) => size < most);
  if (sizes.length < plans[scale].sizes.length)
    say(`One process may open ${shown(most)} connections here: raise "ulimit -Hn" for more.`);
  return sizes;
}
