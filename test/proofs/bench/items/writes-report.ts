/** What the table of durable writes says. */
import type { SendingResult } from '../generator/sending.js';
import { atLeast, atMost, figure, type ItemReport, type Verdict } from '../lab/bench.js';
import type { Cost } from '../lab/measure.js';

export interface WritesResult {
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
    verdicts: results.flatMap(verdicts),
    lost: results.reduce((sum, { result, notStored }) => sum + result.lost + notStored, 0),
    duplicates: results.reduce((sum, { result, unexpected }) => sum + result.duplicates + unexpected, 0),
    data: results,
  };
}

function cells({ senders, rooms, result, cost, notStored, unexpected }: WritesResult): string[] {
  return [
    figure(rooms),
    figure(senders),
    figure(result.acknowledged / result.seconds),
    figure(result.acknowledgement.p50),
    figure(result.acknowledgement.p99),
    figure((cost.server * 1e6) / result.acknowledged),
    figure((cost.postgres * 1e6) / result.acknowledged),
    `${figure(result.generatorLoad * 100)} %`,
    figure(result.deliveries),
    figure(result.lost + notStored),
    figure(result.duplicates + unexpected),
  ];
}

function verdicts({ senders, rooms, result }: WritesResult): Verdict[] {
  if (rooms !== 1) return [];
  const { p50, p99 } = result.acknowledgement;
  if (senders === 1) return [atMost(2, p50, 'one sender: acknowledgement p50', 'ms')];
  if (senders !== 256) return [];
  const at = '256 senders in one room';
  return [
    atLeast(20_000, result.acknowledged / result.seconds, `${at}: durable messages`, '/s'),
    atMost(50, p99, `${at}: acknowledgement p99`, 'ms'),
  ];
}
