/**
 * A day at the office: the mix of actions that Mattermost publishes for its load tests (per post 6.5 switches of the room,
 * 2 scrolls and 0.14 reconnects; one post a person per 309 s), against the line it publishes: mean ≤ 100 ms, p99 ≤ 2 s,
 * errors ≤ 0.025 %, CPU ≤ 85 %.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Rates } from '../generator/office.js';
import type { Bench, Item } from '../lab/bench.js';
import { measured } from '../lab/measure.js';
import { fillRooms } from '../lab/old-messages.js';
import { addRooms, analysePeople, signInPeople } from '../lab/people.js';
import { type Samovar, startSamovar } from '../lab/samovar.js';
import { type Day, describe, isCarried, report } from './office-report.js';

const plans = {
  full: {
    lookers: 1_000,
    steps: [
      [200, 1],
      [200, 10],
      [400, 10],
      [800, 10],
      [1_600, 10],
      [3_200, 10],
    ],
    seconds: 30,
  },
  quick: { lookers: 1_000, steps: [[200, 10]], seconds: 6 },
  tiny: { lookers: 20, steps: [[10, 100]], seconds: 2 },
} as const;

const secondsPerPost = 309;
const perPost = { post: 1, switchRoom: 6.5, scroll: 2, reconnect: 0.14 };

/** Rooms of the office, and those one person is a member of; messages that are in each from before. */
const rooms = 50;
const ownRooms = 10;
const oldMessages = 400;

export const office: Item = {
  name: 'office',
  title: 'A day at the office',
  // The line is drawn for a machine as a whole.
  takesAllCores: true,
  async run(bench) {
    const { lookers, steps } = plans[bench.scale];
    const samovar = await startSamovar({ takesAllCores: true });
    const most = Math.max(...steps.map(([active]) => active));
    const people = await furnish(samovar, lookers + most);
    const idle = people.slice(most).map(({ cookie, rooms: own }) => ({ cookie, rooms: own.slice(0, 1) }));
    await bench.generator.run('enter', { crowd: 'lookers', url: samovar.url, people: idle, atOnce: 50 });
    const days: Day[] = [];
    let present = 0;
    for (const [active, busyness] of steps) {
      days.push(
        await workOneDay(bench, samovar, { comers: people.slice(present, active), active, busyness }),
      );
      present = active;
      if (!isCarried(days.at(-1)!)) break;
    }
    await samovar.stop();
    return report(days);
  },
};

interface Plan {
  /** Who is there for the first time. */
  comers: { cookie: string; rooms: string[] }[];
  active: number;
  busyness: number;
}

async function workOneDay(
  { generator, scale, say }: Bench,
  samovar: Samovar,
  { comers, active, busyness }: Plan,
): Promise<Day> {
  const crowd = 'lookers';
  if (comers.length > 0) await generator.run('openOffice', { crowd, url: samovar.url, people: comers });
  await sleep(3_000);
  const order = { crowd, rates: ratesOf(busyness), seconds: plans[scale].seconds };
  const { result, cost } = await measured(samovar, () => generator.run('officeDay', order));
  const day = { active, busyness, result, cost };
  say(`${active} active, ${busyness} × the mix: ${describe(day)}`);
  return day;
}

async function furnish(samovar: Samovar, count: number) {
  const people = await signInPeople(samovar, count);
  const addresses = Array.from({ length: rooms }, (_, index) => `office ${index + 1}`);
  const roomIds = await addRooms(samovar, addresses);
  const authors = people.slice(0, 100).map(({ id }) => id);
  await fillRooms(samovar, roomIds, authors, oldMessages);
  const placesOf = (index: number) =>
    Array.from({ length: ownRooms }, (_, place) => (index + place * 7) % rooms);
  await samovar.sql(
    `insert into memberships (room_id, user_id, last_read_seq)
     select room_id, user_id, $3 from unnest($1::bigint[], $2::bigint[]) as m(room_id, user_id)`,
    [
      people.flatMap((_, index) => placesOf(index).map((place) => roomIds[place]!)),
      people.flatMap(({ id }) => Array<number>(ownRooms).fill(id)),
      oldMessages,
    ],
  );
  await analysePeople(samovar);
  return people.map(({ cookie }, index) => ({
    cookie,
    rooms: placesOf(index).map((place) => addresses[place]!),
  }));
}

function ratesOf(busyness: number): Rates {
  const rate = (each: number) => (each * busyness) / secondsPerPost;
  return {
    post: rate(perPost.post),
    switchRoom: rate(perPost.switchRoom),
    scroll: rate(perPost.scroll),
    reconnect: rate(perPost.reconnect),
  };
}
