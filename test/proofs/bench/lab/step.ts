/** One attempt to carry one rate. */
import { cpus } from 'node:os';
import type { SendingResult } from '../generator/sending.js';
import { shown } from './bench.js';
import { isGeneratorBusy } from './figures.js';
import type { Cost } from './measure.js';

/** Milliseconds: the p99 of deliveries up to which a rate counts as carried. */
const bearable = 250;

export interface Step {
  /** Messages a second. */
  rate: number;
  hasPassed: boolean;
  deliveriesPerSecond: number;
  /** Server CPU, microseconds per delivery. */
  perDelivery: number;
  result: SendingResult;
  cost: Cost;
}

export function judge(rate: number, { result, cost }: { result: SendingResult; cost: Cost }): Step {
  const { sent, acknowledged, lost, duplicates, disconnected, deliveries, delivery, seconds } = result;
  return {
    rate,
    hasPassed:
      delivery.p99 <= bearable &&
      acknowledged === sent &&
      lost + duplicates + disconnected === 0 &&
      sent / seconds >= rate * 0.9,
    deliveriesPerSecond: deliveries / seconds,
    perDelivery: (cost.server * 1e6) / deliveries,
    result,
    cost,
  };
}

/**
 * Whether the server may carry more than this step, the highest that passed: nothing above it failed, or the generator was
 * busy here or where it failed.
 */
export function isBound(best: Step, steps: Step[]): boolean {
  const [firstFailed] = steps.filter(({ rate }) => rate > best.rate).sort((a, b) => a.rate - b.rate);
  return !firstFailed || [best, firstFailed].some(({ result }) => isGeneratorBusy(result.generatorLoad));
}

/** The share of the machine that was neither ours nor free. */
export function busyElsewhere({ cost, result }: Step): number {
  const ours = cost.server + cost.postgres + result.generatorLoad * result.seconds;
  return Math.max(0, cost.machine - ours) / cost.seconds / cpus().length;
}

export function describe(step: Step): string {
  const { rate, hasPassed, deliveriesPerSecond, perDelivery, result } = step;
  const { delivery, acknowledgement, generatorLoad, disconnected } = result;
  const cut = disconnected > 0 ? `, ${disconnected} disconnected` : '';
  return (
    `${shown(rate)} messages/s → ${shown(deliveriesPerSecond)} deliveries/s, ${shown(perDelivery)} µs, ` +
    `p99 ${shown(delivery.p99)} ms, ack p50 ${shown(acknowledgement.p50)} ms, ` +
    `generator ${shown(generatorLoad * 100)} %, others ${shown(busyElsewhere(step) * 100)} %${cut}: ${hasPassed ? 'carried' : 'too much'}`
  );
}
