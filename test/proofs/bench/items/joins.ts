/** A join storm: everybody comes back at once, as after a restart. */
import { setTimeout as sleep } from 'node:timers/promises';
import { atMost, figure, type Item, median } from '../lab/bench.js';
import { type Cost, measured } from '../lab/measure.js';
import { addRooms, signInPeople } from '../lab/people.js';
import { startSamovar } from '../lab/samovar.js';

const plans = {
  full: { people: 1_000, rounds: 5 },
  quick: { people: 1_000, rounds: 1 },
  tiny: { people: 20, rounds: 1 },
};

/** Handshakes under way at the same time. */
const atOnce = 200;

export const joins: Item = {
  name: 'joins',
  title: 'Join storm',
  async run({ generator, scale, say }) {
    const { people: count, rounds } = plans[scale];
    const samovar = await startSamovar();
    const signedIn = await signInPeople(samovar, count);
    const room = 'everybody';
    await addRooms(samovar, [room], signedIn);
    const people = signedIn.map(({ cookie }) => ({ cookie, rooms: [room] }));
    const storms: { seconds: number; cost: Cost }[] = [];
    for (let round = 0; round < rounds; round++) {
      const { result, cost } = await measured(samovar, async () => {
        const entered = await generator.run('enter', { crowd: 'storm', url: samovar.url, people, atOnce });
        // Until everybody has been told of everybody.
        await sleep(500);
        return entered;
      });
      if (result.failed > 0) throw new Error(`${result.failed} of ${count} clients could not join.`);
      storms.push({ seconds: result.seconds, cost });
      say(
        `${count} joins in ${figure(result.seconds)} s, ${figure((cost.server * 1e3) / count)} ms CPU each`,
      );
      await generator.run('leave', { crowd: 'storm' });
      // Those who left are told of after a grace of 2.5 s.
      await sleep(4_000);
    }
    await samovar.stop();
    const perJoin = (which: 'server' | 'postgres') =>
      median(storms.map(({ cost }) => (cost[which] * 1e3) / count));
    const [first] = storms;
    return {
      tables: [
        {
          title: `${figure(count)} signed-in clients connect and join one room, ${atOnce} at a time: the median of ${rounds}`,
          head: ['joins/s', 'server ms/join', 'first time', 'PostgreSQL ms/join'],
          rows: [
            [
              figure(count / median(storms.map(({ seconds }) => seconds))),
              figure(perJoin('server')),
              figure((first!.cost.server * 1e3) / count),
              figure(perJoin('postgres')),
            ],
          ],
        },
      ],
      verdicts: [atMost(0.7, perJoin('server'), 'connect and join: server CPU', 'ms')],
      lost: 0,
      duplicates: 0,
      data: storms,
    };
  },
};
