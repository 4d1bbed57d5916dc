/** Many small rooms: 200 of 5 people. */
import { atMost, figure, type Item } from '../lab/bench.js';
import { findHighestRate } from '../lab/highest-rate.js';
import { measured } from '../lab/measure.js';
import { addRooms, signInPeople } from '../lab/people.js';
import { type Samovar, startSamovar } from '../lab/samovar.js';

const plans = {
  full: { rooms: 200, seconds: 3, steps: 9 },
  quick: { rooms: 200, seconds: 1, steps: 4 },
  tiny: { rooms: 5, seconds: 0.5, steps: 1 },
};
const members = 5;

export const manyRooms: Item = {
  name: 'rooms',
  title: 'Many rooms of five',
  async run({ generator, scale, say }) {
    const { rooms, seconds, steps: most } = plans[scale];
    const samovar = await startSamovar();
    const people = await peopleInRooms(samovar, rooms);
    await generator.run('enter', { crowd: 'everybody', url: samovar.url, people, atOnce: 50 });
    const attempt = (rate: number) =>
      measured(samovar, () =>
        generator.run('steadily', { crowd: 'everybody', senders: rooms, rate, seconds }),
      );
    await attempt(500);
    const { best, steps } = await findHighestRate(attempt, { first: 2_000, steps: most, say });
    await samovar.stop();
    if (!best) throw new Error('Not even the lowest rate was carried.');
    const { result, cost } = best;
    return {
      tables: [
        {
          title: `The highest rate with delivery p99 ≤ 250 ms and nothing lost, ${rooms} rooms`,
          head: [
            'messages/s',
            'deliveries/s',
            'server µs/message',
            'PostgreSQL µs/message',
            'ack p50',
            'ack p99',
            'delivery p99',
          ],
          rows: [
            [
              figure(best.rate),
              figure(best.deliveriesPerSecond),
              figure((cost.server * 1e6) / result.acknowledged),
              figure((cost.postgres * 1e6) / result.acknowledged),
              figure(result.acknowledgement.p50),
              figure(result.acknowledgement.p99),
              figure(result.delivery.p99),
            ],
          ],
        },
      ],
      verdicts: [atMost(250, result.delivery.p99, `${rooms} rooms of ${members}: delivery p99`, 'ms')],
      lost: result.lost,
      duplicates: result.duplicates,
      data: steps,
    };
  },
};

async function peopleInRooms(samovar: Samovar, rooms: number) {
  const people = await signInPeople(samovar, rooms * members);
  const everybody = [];
  for (let room = 0; room < rooms; room++) {
    const own = people.slice(room * members, (room + 1) * members);
    const address = `small room ${room + 1}`;
    await addRooms(samovar, [address], own);
    everybody.push(...own.map(({ cookie }) => ({ cookie, rooms: [address] })));
  }
  return everybody;
}
