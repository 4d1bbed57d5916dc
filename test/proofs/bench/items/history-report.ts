/** What the table of reading says. */
import type { AskResult } from '../generator/asking.js';
import { atLeast, atMost, figure, type ItemReport } from '../lab/bench.js';
import type { Cost } from '../lab/measure.js';

/** Messages that a reader who comes back has missed. */
export const missed = 20;

export const readings = ['history page', 'catch-up', 'room page'] as const;

export interface Reading {
  what: (typeof readings)[number];
  /** How many ask at the same time. */
  clients: number;
  result: AskResult;
  cost: Cost;
}

export function report(measurements: Reading[], messages: number): ItemReport {
  const find = (what: Reading['what'], clients: number) =>
    measurements.find((reading) => reading.what === what && reading.clients === clients)!;
  const [page, manyRoomPages] = [find('history page', 1), find('room page', 16)];
  const at = `at ${figure(messages)} messages`;
  return {
    tables: [
      {
        title: `Reading ${at}: a page of 50 anywhere, ${missed} missed messages, the room as HTML`,
        head: [
          '',
          'at a time',
          '/s',
          'p50 ms',
          'p99 ms',
          '/s per core of server',
          'server µs',
          'PostgreSQL µs',
        ],
        rows: measurements.map(cells),
      },
    ],
    verdicts: [
      atMost(3, page.result.latency.p99, `history page ${at}: p99`, 'ms'),
      atLeast(
        1_000,
        manyRoomPages.result.answered / manyRoomPages.cost.server,
        `room pages ${at}`,
        '/s per core',
      ),
    ],
    lost: 0,
    duplicates: 0,
    data: { messages, measurements },
  };
}

function cells({ what, clients, result, cost }: Reading): string[] {
  return [
    what,
    figure(clients),
    figure(result.answered / result.seconds),
    figure(result.latency.p50),
    figure(result.latency.p99),
    figure(result.answered / cost.server),
    figure((cost.server * 1e6) / result.answered),
    figure((cost.postgres * 1e6) / result.answered),
  ];
}
