/** One room of many members: what a delivery costs, at rest and under load, beside bare `ws` and bare Socket.IO. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Bench, type Item, median, shown } from '../lab/bench.js';
import { RateSearch, searchByTurns } from '../lab/highest-rate.js';
import { measured } from '../lab/measure.js';
import { addRooms, analysePeople, signInPeople } from '../lab/people.js';
import {
  perSystem,
  type Servers,
  startAll,
  stopAll,
  type System,
  systems,
  withoutCookies,
} from '../lab/systems.js';
import { quickAcknowledgement, report, type RestResult, type SizeResult } from './fan-out-report.js';

const plans = {
  full: {
    sizes: [100, 200, 500, 1_000, 5_000],
    rounds: 3,
    deliveries: 100_000,
    seconds: 3,
    steps: 9,
    calm: 2_000,
    guess: 1,
  },
  quick: { sizes: [1_000], rounds: 2, deliveries: 40_000, seconds: 1, steps: 4, calm: 1_000, guess: 1 },
  tiny: { sizes: [20], rounds: 1, deliveries: 400, seconds: 0.5, steps: 1, calm: 100, guess: 0.1 },
};

/** Where the search for the highest rate begins, in deliveries a second; times the plan's `guess`. */
const firstGuess: Record<System, number> = { samovar: 500_000, ws: 60_000, 'socket.io': 50_000 };

/** Deliveries a second at rest, in large rooms. */
const restingRate = 8_000;

/** Milliseconds between two messages at rest: more than a calm room's messages are gathered for. */
const pauseIn = (size: number) => Math.max(40, (size / restingRate) * 1_000);

export const fanOut: Item = {
  name: 'fan-out',
  title: 'Fan-out: one room',
  async run(bench) {
    const servers = await startAll();
    const results: SizeResult[] = [];
    for (const size of plans[bench.scale].sizes) results.push(await runSize(bench, servers, size));
    await stopAll(servers);
    return report(results);
  },
};

async function runSize(bench: Bench, servers: Servers, size: number): Promise<SizeResult> {
  await enterAll(bench, servers, size);
  const { cost } = await measured(servers.samovar, () => sleep(plans[bench.scale].calm));
  const rest = await runAtRest(bench, servers, size);
  const load = await runLoad(bench, servers, size);
  for (const system of systems) await bench.generator.run('leave', { crowd: system });
  return { size, idleLoad: cost.server / cost.seconds, rest, load };
}

/** In turns, so that a change in the machine's mood meets all three. */
async function runAtRest(bench: Bench, servers: Servers, size: number): Promise<SizeResult['rest']> {
  const { rounds, deliveries } = plans[bench.scale];
  const count = Math.min(150, Math.max(20, Math.round(deliveries / size)));
  const found = perSystem((): RestResult['rounds'] => []);
  for (let round = 0; round < rounds; round++)
    for (const system of systems) {
      const order = { crowd: system, count, pause: pauseIn(size) };
      const { result, cost } = await measured(servers[system], () => bench.generator.run('oneByOne', order));
      const perDelivery = (cost.server * 1e6) / result.deliveries;
      found[system].push({ perDelivery, result });
      bench.say(`${size} members at rest, ${system}: ${shown(perDelivery)} µs CPU per delivery`);
    }
  return perSystem((system) => ({
    perDelivery: median(found[system].map(({ perDelivery }) => perDelivery)),
    rounds: found[system],
  }));
}

async function enterAll({ generator, scale, say }: Bench, servers: Servers, size: number): Promise<void> {
  const room = `room of ${size}`;
  const signedIn = await signInPeople(servers.samovar, size);
  await addRooms(servers.samovar, [room], signedIn);
  await analysePeople(servers.samovar);
  const everybody = signedIn.map(({ cookie }) => ({ cookie, rooms: [room] }));
  for (const system of systems) {
    const people = system === 'samovar' ? everybody : withoutCookies(everybody);
    const { url } = servers[system];
    const { failed } = await generator.run('enter', { crowd: system, url, people, atOnce: 50 });
    if (failed > 0) throw new Error(`${failed} of ${size} clients could not enter ${system}.`);
  }
  say(`${size} members are in the room, on each of the three servers`);
  // Announcements of who came, and the memory of so many handshakes, are not what is measured.
  await sleep(plans[scale].calm);
}

/** With the rate up to which the acknowledgements are quick, too; for Samovar, where that is a target. */
async function runLoad(bench: Bench, servers: Servers, size: number): Promise<SizeResult['load']> {
  const { seconds, steps: most, guess } = plans[bench.scale];
  const plan = (system: System) => ({
    site: servers[system],
    send: (rate: number) =>
      bench.generator.run('steadily', { crowd: system, senders: Math.min(50, size), rate, seconds }),
    first: (firstGuess[system] * guess) / size,
    most,
    say: (text: string) => bench.say(`${size} members under load, ${system}: ${text}`),
  });
  const plansOf = perSystem(plan);
  // The first second of a load runs on cold code; it belongs to nobody's figures.
  for (const system of systems) await plansOf[system].send(plansOf[system].first / 3);
  const searches = perSystem((system) => new RateSearch(plansOf[system]));
  await searchByTurns(Object.values(searches));
  const quick = new RateSearch({
    ...plansOf.samovar,
    first: plansOf.samovar.first / 4,
    known: searches.samovar.steps,
    quickly: quickAcknowledgement,
    most: Math.ceil(most / 2),
  });
  await searchByTurns([quick]);
  return perSystem((system) => ({
    best: searches[system].best,
    bestQuick: system === 'samovar' ? quick.best : undefined,
    steps: system === 'samovar' ? quick.steps : searches[system].steps,
  }));
}
