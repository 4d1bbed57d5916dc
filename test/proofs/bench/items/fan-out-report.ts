/** What fan-out's tables say. */
import type { SendingResult } from '../generator/sending.js';
import { type ItemReport, shown } from '../lab/bench.js';
import { type Figure, higherIsBetter, lowerIsBetter } from '../lab/figures.js';
import { isBound, type Step } from '../lab/step.js';
import { type System, systems } from '../lab/systems.js';

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
    figures: results.flatMap(figures),
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
      shown(size),
      ...systems.map(
        (system) =>
          `${shown(rest[system].perDelivery)} (${shown(rest[system].rounds[0]!.result.acknowledgement.p50)})`,
      ),
      shown(rest.samovar.perDelivery / rest.ws.perDelivery),
      `${shown(idleLoad * 100)} %`,
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
      ...systems.map((system) => [shown(size), system, ...loadCells(load[system].best, load[system].steps)]),
      [shown(size), 'samovar, ack p50 ≤ 10', ...loadCells(load.samovar.bestQuick, [])],
    ]),
  };
}

/** `≥` where the search ended before it was too much for the server. */
function loadCells(best: Step | undefined, steps: Step[]): string[] {
  if (!best) return ['none'];
  const { result, cost } = best;
  return [
    shown(best.rate),
    `${steps.length > 0 && isBound(best, steps) ? '≥ ' : ''}${shown(best.deliveriesPerSecond)}`,
    shown(best.perDelivery),
    `${shown((cost.server / cost.seconds) * 100)} %`,
    shown(result.acknowledgement.p50),
    shown(result.delivery.p99),
    `${shown(result.generatorLoad * 100)} %`,
    shown(result.lost),
    shown(result.duplicates),
  ];
}

/** At rest in a room of 1,000; and under load, where one is looked at. */
const aims = { atRest: { must: 1.25, wish: 1.1 }, perDelivery: { must: 0.3 }, quickly: { must: 10 } };

function figures({ size, rest, load }: SizeResult): Figure[] {
  const at = `room of ${shown(size)}`;
  const relative = rest.samovar.perDelivery / rest.ws.perDelivery;
  return [
    ...systems.map((system) =>
      lowerIsBetter(`${at}, at rest, ${system}: CPU per delivery`, rest[system].perDelivery, 'µs'),
    ),
    lowerIsBetter(
      `${at}, at rest: CPU per delivery`,
      relative,
      '× bare ws',
      size === 1_000 ? aims.atRest : {},
    ),
    ...systems.flatMap((system) => held(`${at}, under load, ${system}`, load[system])),
    ...besideBare(at, load, size === 200 || size === 1_000),
  ];
}

function held(at: string, { best, steps }: LoadResult): Figure[] {
  if (!best) return [higherIsBetter(`${at}: deliveries held`, 0, '/s')];
  return [
    higherIsBetter(`${at}: deliveries held`, best.deliveriesPerSecond, '/s', {
      isBound: isBound(best, steps),
    }),
    lowerIsBetter(`${at}: CPU per delivery`, best.perDelivery, 'µs'),
  ];
}

function besideBare(at: string, { samovar, ws, 'socket.io': stock }: SizeResult['load'], isAimed: boolean) {
  if (!samovar.best || !ws.best || !stock.best) return [];
  const rate = samovar.bestQuick?.deliveriesPerSecond ?? 0;
  return [
    lowerIsBetter(
      `${at}, under load: CPU per delivery`,
      samovar.best.perDelivery / ws.best.perDelivery,
      '× bare ws',
      isAimed ? aims.perDelivery : {},
    ),
    higherIsBetter(
      `${at}: deliveries with ack p50 ≤ ${quickAcknowledgement} ms`,
      rate / stock.best.deliveriesPerSecond,
      '× bare Socket.IO',
      isAimed ? aims.quickly : {},
    ),
  ];
}
