/** What fan-out's tables say. */
import type { SendingResult } from '../generator/sending.js';
import { atLeast, atMost, figure, type ItemReport, type Verdict } from '../lab/bench.js';
import { isLimit, type Step } from '../lab/highest-rate.js';

export const systems = ['samovar', 'ws', 'socket.io'] as const;
export type System = (typeof systems)[number];

/** Milliseconds: the acknowledgement's p50 up to which a rate counts as quick. */
export const quickAcknowledgement = 10;

export interface RestResult {
  /** Server CPU, microseconds per delivery: the median of the rounds. */
  perDelivery: number;
  rounds: { perDelivery: number; result: SendingResult }[];
}

export interface LoadResult {
  /** The highest rate that was carried; and the highest with quick acknowledgements. */
  best: Step | undefined;
  bestQuick: Step | undefined;
  steps: Step[];
}

export interface SizeResult {
  size: number;
  /** Server CPU of Samovar while nothing happens, as a share of one core. */
  idleLoad: number;
  rest: Record<System, RestResult>;
  load: Record<System, LoadResult>;
}

export function report(results: SizeResult[]): ItemReport {
  const rounds = results.flatMap(({ rest }) =>
    systems.flatMap((system) => rest[system].rounds.map(({ result }) => result)),
  );
  const loads = results.flatMap(({ load }) => systems.map((system) => load[system]));
  const carried = loads.flatMap(({ best }) => (best ? [best.result] : []));
  // What comes late in an overload counts as missing there; a double is a fault always.
  const all = loads.flatMap(({ steps }) => steps.map(({ result }) => result));
  return {
    tables: [restTable(results), loadTable(results)],
    verdicts: results.flatMap(verdicts),
    lost: total([...rounds, ...carried], 'lost'),
    duplicates: total([...rounds, ...all], 'duplicates'),
    data: results,
  };
}

const total = (results: SendingResult[], what: 'lost' | 'duplicates') =>
  results.reduce((sum, result) => sum + result[what], 0);

function restTable(results: SizeResult[]) {
  return {
    title: 'At rest, one message at a time: server CPU per delivery, µs (acknowledgement p50, ms)',
    head: ['members', ...systems, 'Samovar : ws', 'idle CPU'],
    rows: results.map(({ size, rest, idleLoad }) => [
      figure(size),
      ...systems.map(
        (system) =>
          `${figure(rest[system].perDelivery)} (${figure(rest[system].rounds[0]!.result.acknowledgement.p50)})`,
      ),
      figure(rest.samovar.perDelivery / rest.ws.perDelivery),
      `${figure(idleLoad * 100)} %`,
    ]),
  };
}

function loadTable(results: SizeResult[]) {
  return {
    title: 'Under load, at the highest rate with delivery p99 ≤ 250 ms and nothing lost',
    head: [
      'members',
      'server',
      'messages/s',
      'deliveries/s',
      'CPU µs/delivery',
      'server CPU',
      'ack p50',
      'p99',
      'generator CPU',
      'lost',
      'doubled',
    ],
    rows: results.flatMap(({ size, load }) => [
      ...systems.map((system) => [figure(size), system, ...loadCells(load[system].best, load[system].steps)]),
      [figure(size), 'samovar, ack p50 ≤ 10', ...loadCells(load.samovar.bestQuick, [])],
    ]),
  };
}

/** `≥` where the search ended before it was too much. */
function loadCells(best: Step | undefined, steps: Step[]): string[] {
  if (!best) return ['none'];
  const { result, cost } = best;
  return [
    figure(best.rate),
    `${steps.length === 0 || isLimit(best, steps) ? '' : '≥ '}${figure(best.deliveriesPerSecond)}`,
    figure(best.perDelivery),
    `${figure((cost.server / cost.seconds) * 100)} %`,
    figure(result.acknowledgement.p50),
    figure(result.delivery.p99),
    `${figure(result.generatorLoad * 100)} %`,
    figure(result.lost),
    figure(result.duplicates),
  ];
}

function verdicts({ size, rest, load }: SizeResult): Verdict[] {
  const found: Verdict[] = [];
  const at = `room of ${figure(size)}`;
  if (size === 1_000)
    found.push(
      atMost(
        1.1,
        rest.samovar.perDelivery / rest.ws.perDelivery,
        `${at}, at rest: CPU per delivery`,
        '× bare ws',
      ),
    );
  const { samovar, ws, 'socket.io': stock } = load;
  if ((size !== 200 && size !== 1_000) || !samovar.best || !ws.best || !stock.best) return found;
  const rate = samovar.bestQuick?.deliveriesPerSecond ?? 0;
  return [
    ...found,
    atMost(
      0.3,
      samovar.best.perDelivery / ws.best.perDelivery,
      `${at}, under load: CPU per delivery`,
      '× bare ws',
    ),
    atLeast(
      10,
      rate / stock.best.deliveriesPerSecond,
      `${at}: deliveries/s with ack p50 ≤ ${quickAcknowledgement} ms`,
      '× bare Socket.IO',
    ),
  ];
}
