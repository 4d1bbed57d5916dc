/** A join storm: everybody comes for the first time, and comes back at once, as after a restart. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Entered } from '../generator/main.js';
import { type Bench, type Item, shown } from '../lab/bench.js';
import { measured } from '../lab/measure.js';
import { addSmallRooms, analysePeople } from '../lab/people.js';
import {
  type Servers,
  startAll,
  stopAll,
  type System,
  systems,
  type Visitor,
  withoutCookies,
} from '../lab/systems.js';
import { report, type Shape, type Storm } from './joins-report.js';

const plans = {
  full: { people: 1_000, rounds: 5, members: [5, 1_000] },
  quick: { people: 1_000, rounds: 1, members: [5] },
  tiny: { people: 20, rounds: 1, members: [5] },
};

/** Handshakes under way at the same time. */
const atOnce = 200;

export const joins: Item = {
  name: 'joins',
  title: 'Join storm',
  async run(bench) {
    const { people, rounds, members: sizes } = plans[bench.scale];
    const servers = await startAll();
    await warmUp(bench, servers);
    const storms: Storm[] = [];
    for (const members of sizes)
      for (let round = 1; round <= rounds; round++) {
        const shape = { rooms: people / members, members };
        storms.push(...(await runRound(bench, servers, shape, `round ${round} of ${members},`)));
      }
    await stopAll(servers);
    return report(people, atOnce, storms);
  },
};

/** Cold code belongs to nobody's figures. */
async function warmUp(bench: Bench, servers: Servers): Promise<void> {
  await runRound({ ...bench, say: () => undefined }, servers, { rooms: 20, members: 10 }, 'first');
}

/** New people, of whom nobody is a member of anything yet. */
async function runRound(bench: Bench, servers: Servers, shape: Shape, word: string): Promise<Storm[]> {
  const people = await addSmallRooms(servers.samovar, { ...shape, word, areMembers: false });
  await analysePeople(servers.samovar);
  const storms: Storm[] = [];
  for (const system of systems) {
    const visitors = system === 'samovar' ? people : withoutCookies(people);
    storms.push(...(await stormTwice(bench, servers, { system, shape }, visitors)));
  }
  return storms;
}

async function stormTwice(
  { generator, say }: Bench,
  servers: Servers,
  of: { system: System; shape: Shape },
  people: Visitor[],
): Promise<Storm[]> {
  const storms: Storm[] = [];
  const crowd = of.system;
  const server = servers[of.system];
  const storm = async (isAgain: boolean, enter: () => Promise<Entered>) => {
    const { result, cost } = await measured(server, () => untilAllAreToldOf(enter()));
    if (result.failed > 0) throw new Error(`${result.failed} of ${people.length} clients could not join.`);
    storms.push({ ...of, isAgain, result, cost });
    const each = ((cost.server + cost.postgres) * 1e3) / people.length;
    say(`${crowd}, rooms of ${of.shape.members}${isAgain ? ', again' : ''}: ${shown(each)} ms CPU per join`);
  };
  await storm(false, () => generator.run('enter', { crowd, url: server.url, people, atOnce }));
  await generator.run('leave', { crowd, toComeBack: true });
  await untilForgotten(of.system);
  await storm(true, () => generator.run('comeBack', { crowd, atOnce }));
  await generator.run('leave', { crowd });
  await untilForgotten(of.system);
  return storms;
}

async function untilAllAreToldOf(entering: Promise<Entered>): Promise<Entered> {
  const entered = await entering;
  await sleep(500);
  return entered;
}

/** Samovar tells of those who left after a grace of 2.5 s. */
const untilForgotten = (system: System) => sleep(system === 'samovar' ? 4_000 : 500);
