/** What the table of many rooms says. */
import { type ItemReport, shown } from '../lab/bench.js';
import { type Figure, higherIsBetter, lowerIsBetter } from '../lab/figures.js';
import { inState, type State } from '../lab/states.js';
import { isBound, type Step } from '../lab/step.js';
import type { BaselineName } from '../lab/baseline.js';

export const members = 5;

export interface Carried {
  /** A bare server, or Samovar with its database in this state. */
  name: State | BaselineName;
  best: Step | undefined;
  steps: Step[];
}

/** Deliveries a second, and the number of rooms for which it is said. */
const must = 70_000;
const aimedRooms = 200;

export function report(rooms: number, carried: Carried[]): ItemReport {
  const results = carried.flatMap(({ best }) => (best ? [best.result] : []));
  return {
    tables: [
      {
        title: `The highest rate with delivery p99 ≤ 250 ms and nothing lost, ${rooms} rooms of ${members}`,
        head: [
          'server',
          'messages/s',
          'deliveries/s',
          'server µs/message',
          'PostgreSQL µs/message',
          'ack p50',
          'ack p99',
          'delivery p99',
          'generator CPU',
        ],
        rows: carried.map((each) => [label(each), ...cells(each)]),
      },
    ],
    figures: figures(rooms, carried),
    lost: results.reduce((sum, { lost }) => sum + lost, 0),
    duplicates: carried.flatMap(({ steps }) => steps).reduce((sum, { result }) => sum + result.duplicates, 0),
    data: carried,
  };
}

export const isBare = (name: Carried['name']): name is BaselineName => name === 'ws' || name === 'socket.io';
const label = ({ name }: Carried) => (isBare(name) ? `bare ${name}` : `samovar${inState(name)}`);

function cells({ best, steps }: Carried): string[] {
  if (!best) return ['none'];
  const { result, cost } = best;
  return [
    shown(best.rate),
    `${isBound(best, steps) ? '≥ ' : ''}${shown(best.deliveriesPerSecond)}`,
    shown((cost.server * 1e6) / result.acknowledged),
    shown((cost.postgres * 1e6) / result.acknowledged),
    shown(result.acknowledgement.p50),
    shown(result.acknowledgement.p99),
    shown(result.delivery.p99),
    `${shown(result.generatorLoad * 100)} %`,
  ];
}

function figures(rooms: number, carried: Carried[]): Figure[] {
  const wish = carried.find(({ name }) => name === 'socket.io')?.best?.deliveriesPerSecond;
  return carried.flatMap((each) => {
    const at = `${rooms} rooms of ${members}${isBare(each.name) ? `, bare ${each.name}` : inState(each.name)}`;
    const aim = isBare(each.name) || rooms !== aimedRooms ? {} : { must, wish };
    return [held(at, each, aim), ...cost(at, each)];
  });
}

/** Nothing held is a figure, too. */
function held(at: string, { best, steps }: Carried, aim: { must?: number; wish?: number }): Figure {
  return higherIsBetter(`${at}: deliveries held`, best?.deliveriesPerSecond ?? 0, '/s', {
    ...aim,
    isBound: best && isBound(best, steps),
  });
}

function cost(at: string, { best }: Carried): Figure[] {
  if (!best) return [];
  const each = ((best.cost.server + best.cost.postgres) * 1e6) / best.result.acknowledged;
  return [lowerIsBetter(`${at}: CPU of server and database per message`, each, 'µs')];
}
