/** What the table of durable writes says. */
import type { SendingResult } from '../generator/sending.js';
import { type ItemReport, shown } from '../lab/bench.js';
import { type Figure, higherIsBetter, isGeneratorBusy, lowerIsBetter } from '../lab/figures.js';
import type { Cost } from '../lab/measure.js';
import { inState, type State } from '../lab/states.js';

export interface WritesResult {
  state: State;
  senders: number;
  rooms: number;
  result: SendingResult;
  cost: Cost;
  /** Acknowledged messages that are not in the database; and what is there more than once or was never acknowledged. */
  notStored: number;
  unexpected: number;
}

export function report(results: WritesResult[]): ItemReport {
  return {
    tables: [
      {
        title: 'Acknowledged messages, each committed with fsync',
        head: [
          'database',
          'rooms',
          'senders',
          'messages/s',
          'p50 ms',
          'p99 ms',
          'server µs',
          'PostgreSQL µs',
          'generator CPU',
          'delivered',
          'lost',
          'doubled',
        ],
        rows: results.map(cells),
      },
    ],
    figures: results.flatMap(figures),
    lost: results.reduce((sum, { result, notStored }) => sum + result.lost + notStored, 0),
    duplicates: results.reduce((sum, { result, unexpected }) => sum + result.duplicates + unexpected, 0),
    data: results,
  };
}

function cells({ state, senders, rooms, result, cost, notStored, unexpected }: WritesResult): string[] {
  return [
    state,
    shown(rooms),
    shown(senders),
    `${isGeneratorBusy(result.generatorLoad) ? '≥ ' : ''}${shown(result.acknowledged / result.seconds)}`,
    shown(result.acknowledgement.p50),
    shown(result.acknowledgement.p99),
    shown((cost.server * 1e6) / result.acknowledged),
    shown((cost.postgres * 1e6) / result.acknowledged),
    `${shown(result.generatorLoad * 100)} %`,
    shown(result.deliveries),
    shown(result.lost + notStored),
    shown(result.duplicates + unexpected),
  ];
}

const inOneRoom = { rate: { must: 25_000, wish: 30_000 }, p99: { must: 50 }, alone: { must: 2 } };

function figures({ state, senders, rooms, result, cost }: WritesResult): Figure[] {
  const { generatorLoad, acknowledgement, acknowledged, seconds } = result;
  const who = senders === 1 ? 'one sender' : `${senders} senders`;
  const at = `${who} in ${rooms === 1 ? 'one room' : `${rooms} rooms`}${inState(state)}`;
  const isGoal = rooms === 1 && senders === 256;
  const isAlone = rooms === 1 && senders === 1;
  const rate = acknowledged / seconds;
  const each = ((cost.server + cost.postgres) * 1e6) / acknowledged;
  return [
    higherIsBetter(`${at}: durable messages`, rate, '/s', { generatorLoad, ...(isGoal && inOneRoom.rate) }),
    lowerIsBetter(`${at}: CPU of server and database per message`, each, 'µs'),
    lowerIsBetter(`${at}: acknowledgement p50`, acknowledgement.p50, 'ms', {
      generatorLoad,
      ...(isAlone && inOneRoom.alone),
    }),
    lowerIsBetter(`${at}: acknowledgement p99`, acknowledgement.p99, 'ms', {
      generatorLoad,
      ...(isGoal && inOneRoom.p99),
    }),
  ];
}
