/** Mutated real traffic by people of its own, while the crowd goes on talking and must not notice. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../random.js';
import type { Scenario } from '../scenario.js';
import type { Stage } from '../stage.js';
import { Findings } from './findings.js';
import { httpLane } from './http-lane.js';
import { type Lane, Playground } from './playground.js';
import { pollingLane } from './polling-lane.js';
import { socketLane } from './socket-lane.js';
import { Watch } from './watch.js';

const lanes: Lane[] = [httpLane, httpLane, httpLane, socketLane, socketLane, pollingLane];

/** So many steps that failed one after the other mean that nobody can get in any more. */
const failuresInARow = 40;

const fuzzing = (name: string, says: string, milliseconds: (stage: Stage) => number): Scenario => ({
  name,
  says,
  rate: 15,
  crowd: { rooms: 4, people: 12 },
  healWithin: 15_000,
  presenceWithin: 5_000,
  async inflict(stage) {
    const { world, complaints, remarks, seed } = stage;
    const findings = new Findings(seed);
    const playground = await Playground.prepare(stage, findings, new Random(seed));
    remarks.push(`${playground.requests.length} requests and ${playground.packets.length} packets recorded`);
    const watch = new Watch(world.server);
    const watching = watch.begin();
    const end = Date.now() + milliseconds(stage);
    await Promise.all(lanes.map((lane, n) => drive(lane, playground, new Random(seed * 100 + n), end)));
    watch.end();
    await watching;
    const statuses = [...playground.statuses].sort().map(([status, times]) => `${status} × ${times}`);
    remarks.push(`${playground.sent} sent; answered ${statuses.join(', ')}`, watch.remark);
    if (findings.lines.length > 0) remarks.push(findings.summary);
    complaints.push(...findings.lines, ...watch.complaints, ...distinct(world.server.complaints.splice(0)));
  },
  // A few hundred in the short pass of a busy machine; thousands otherwise.
  struck: ({ written }) => written > 50,
});

/** Lines of the log once each: what was sent twice is logged twice, under another id and time. */
const distinct = (lines: string[]) => [
  ...new Map(
    lines
      .filter((line) => !line.includes('[Request]'))
      .map((line) => [line.replace(/^.*?ERROR|{.*$/g, ''), line]),
  ).values(),
];

/** One lane, until its time is over or the server is. */
async function drive(lane: Lane, playground: Playground, random: Random, end: number): Promise<void> {
  for (let failures = 0; Date.now() < end && playground.world.server.isRunning;) {
    try {
      await lane(playground, random);
      failures = 0;
    } catch (error) {
      if (++failures < failuresInARow) await sleep(50);
      else return playground.findings.note('nobody gets in', lane.name, String(error));
    }
  }
}

export const fuzz = fuzzing(
  'fuzz',
  'mutated traffic over socket and HTTP',
  ({ fuzzMinutes }) => fuzzMinutes * 60_000,
);
export const fuzzShortly = fuzzing('fuzz-shortly', 'the same for 20 s', () => 20_000);
