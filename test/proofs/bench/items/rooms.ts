/** Many small rooms in which everybody talks: 200 of 5 people, beside bare `ws` and bare Socket.IO. */
import { type Baseline, startBaseline } from '../lab/baseline.js';
import type { Bench, Item } from '../lab/bench.js';
import { RateSearch, searchByTurns } from '../lab/highest-rate.js';
import { addSmallRooms } from '../lab/people.js';
import type { Samovar } from '../lab/samovar.js';
import { peopleCame, startInState, type State, states } from '../lab/states.js';
import type { Visitor } from '../lab/systems.js';
import { type Carried, isBare, members, report } from './rooms-report.js';

const plans = {
  full: { rooms: 200, seconds: 3, steps: 9 },
  quick: { rooms: 200, seconds: 1, steps: 6 },
  tiny: { rooms: 5, seconds: 0.5, steps: 1 },
};

/** Where the search begins, in messages a second of a room. */
const firstGuess = { samovar: 10, bare: 60 };

interface Contender {
  name: Carried['name'];
  server: Samovar | Baseline;
  search: RateSearch;
}

export const manyRooms: Item = {
  name: 'rooms',
  title: 'Many rooms of five',
  async run(bench) {
    const { rooms } = plans[bench.scale];
    const contenders: Contender[] = [];
    for (const state of states) contenders.push(await enterSamovar(bench, state));
    const people = Array.from({ length: rooms * members }, (_, index) => ({
      rooms: [`small room ${1 + Math.floor(index / members)}`],
    }));
    for (const name of ['ws', 'socket.io'] as const)
      contenders.push(await enter(bench, name, await startBaseline(name), people));
    await searchByTurns(contenders.map(({ search }) => search));
    for (const { server } of contenders) await server.stop();
    return report(
      rooms,
      contenders.map(({ name, search }) => ({ name, best: search.best, steps: search.steps })),
    );
  },
};

async function enterSamovar(bench: Bench, state: State): Promise<Contender> {
  const samovar = await startInState(bench, state);
  const { rooms } = plans[bench.scale];
  const people = await addSmallRooms(samovar, { rooms, members, word: 'small', areMembers: true });
  await peopleCame(samovar, state);
  return enter(bench, state, samovar, people);
}

async function enter(
  { generator, scale, say }: Bench,
  name: Carried['name'],
  server: Samovar | Baseline,
  people: Visitor[],
): Promise<Contender> {
  const { rooms, seconds, steps: most } = plans[scale];
  const { failed } = await generator.run('enter', { crowd: name, url: server.url, people, atOnce: 50 });
  if (failed > 0) throw new Error(`${failed} clients could not enter ${name}.`);
  const send = (rate: number) => generator.run('steadily', { crowd: name, senders: rooms, rate, seconds });
  const first = rooms * (isBare(name) ? firstGuess.bare : firstGuess.samovar);
  // Cold code belongs to nobody's figures.
  await send(first / 4);
  const search = new RateSearch({ site: server, send, first, most, say: (line) => say(`${name}: ${line}`) });
  return { name, server, search };
}
