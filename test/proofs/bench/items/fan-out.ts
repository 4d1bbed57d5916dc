/** One room of many members: what a delivery costs, at rest and under load, beside bare `ws` and bare Socket.IO. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Baseline, startBaseline } from '../lab/baseline.js';
import { type Bench, figure, type Item, median } from '../lab/bench.js';
import { measured } from '../lab/measure.js';
import { addRooms, signInPeople } from '../lab/people.js';
import { type Samovar, startSamovar } from '../lab/samovar.js';
import {
  type LoadResult,
  quickAcknowledgement,
  report,
  type RestResult,
  type SizeResult,
  type System,
  systems,
} from './fan-out-report.js';
import { findHighestRate } from '../lab/highest-rate.js';

type Servers = Record<System, Samovar | Baseline>;

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

/** Milliseconds between two messages at rest: more than a busy room's messages are gathered for. */
const pause = 40;

export const fanOut: Item = {
  name: 'fan-out',
  title: 'Fan-out: one room',
  async run(bench) {
    const servers: Servers = {
      samovar: await startSamovar(),
      ws: await startBaseline('ws'),
      'socket.io': await startBaseline('socket.io'),
    };
    const results: SizeResult[] = [];
    for (const size of plans[bench.scale].sizes) results.push(await runSize(bench, servers, size));
    for (const system of systems) await servers[system].stop();
    return report(results);
  },
};

async function runSize(bench: Bench, servers: Servers, size: number): Promise<SizeResult> {
  await enterAll(bench, servers, size);
  const { cost } = await measured(servers.samovar, () => sleep(plans[bench.scale].calm));
  const rest = await runAtRest(bench, servers, size);
  const load = {} as SizeResult['load'];
  for (const system of systems) load[system] = await runLoad(bench, servers, system, size);
  for (const system of systems) await bench.generator.run('leave', { crowd: system });
  return { size, idleLoad: cost.server / cost.seconds, rest, load };
}

/** In turns, so that a change in the machine's mood meets all three. */
async function runAtRest(bench: Bench, servers: Servers, size: number): Promise<SizeResult['rest']> {
  const { rounds, deliveries } = plans[bench.scale];
  const count = Math.min(150, Math.max(20, Math.round(deliveries / size)));
  const found = { samovar: [], ws: [], 'socket.io': [] } as Record<System, RestResult['rounds']>;
  for (let round = 0; round < rounds; round++)
    for (const system of systems) {
      const { result, cost } = await measured(servers[system], () =>
        bench.generator.run('oneByOne', { crowd: system, count, pause }),
      );
      const perDelivery = (cost.server * 1e6) / result.deliveries;
      found[system].push({ perDelivery, result });
      bench.say(`${size} members at rest, ${system}: ${figure(perDelivery)} µs CPU per delivery`);
    }
  const summed = (system: System): RestResult => ({
    perDelivery: median(found[system].map(({ perDelivery }) => perDelivery)),
    rounds: found[system],
  });
  return { samovar: summed('samovar'), ws: summed('ws'), 'socket.io': summed('socket.io') };
}

async function enterAll({ generator, scale, say }: Bench, servers: Servers, size: number): Promise<void> {
  const room = `room of ${size}`;
  const people = await signInPeople(servers.samovar as Samovar, size);
  await addRooms(servers.samovar as Samovar, [room], people);
  for (const system of systems) {
    const crowd = people.map(({ cookie }) =>
      system === 'samovar' ? { cookie, rooms: [room] } : { rooms: [room] },
    );
    const { failed } = await generator.run('enter', {
      crowd: system,
      url: servers[system].url,
      people: crowd,
      atOnce: 50,
    });
    if (failed > 0) throw new Error(`${failed} of ${size} clients could not enter ${system}.`);
  }
  say(`${size} members are in the room, on each of the three servers`);
  // Announcements of who came, and the memory of so many handshakes, are not what is measured.
  await sleep(plans[scale].calm);
}

/** With the rate up to which the acknowledgements are quick, too; for Samovar, where that is a target. */
async function runLoad(bench: Bench, servers: Servers, system: System, size: number): Promise<LoadResult> {
  const { seconds, steps, guess } = plans[bench.scale];
  const first = (firstGuess[system] * guess) / size;
  const say = (text: string) => bench.say(`${size} members under load, ${system}: ${text}`);
  const attempt = (rate: number) =>
    measured(servers[system], () =>
      bench.generator.run('steadily', { crowd: system, senders: Math.min(50, size), rate, seconds }),
    );
  // The first second of a load runs on cold code; it belongs to nobody's figures.
  await attempt(first / 3);
  const found = await findHighestRate(attempt, { first, steps, say });
  if (system !== 'samovar') return { ...found, bestQuick: undefined };
  const quick = await findHighestRate(attempt, {
    first: first / 4,
    known: found.steps,
    quickly: quickAcknowledgement,
    steps: Math.ceil(steps / 2),
    say,
  });
  return { best: found.best, bestQuick: quick.best, steps: quick.steps };
}
