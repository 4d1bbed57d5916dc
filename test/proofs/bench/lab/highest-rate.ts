/** The search for the highest rate that a server carries. */
import { cpus } from 'node:os';
import type { SendingResult } from '../generator/sending.js';
import { figure } from './bench.js';
import type { Cost } from './measure.js';

/** Milliseconds: the p99 of deliveries up to which a rate counts as carried. */
const bearable = 250;

/** The share of the machine from which on other processes are to blame for a failed attempt. */
const disturbance = 0.1;

/** One attempt at one rate (messages a second). */
export interface Step {
  rate: number;
  hasPassed: boolean;
  deliveriesPerSecond: number;
  /** Server CPU, microseconds per delivery. */
  perDelivery: number;
  result: SendingResult;
  cost: Cost;
}

interface Search {
  first: number;
  /** Attempts that were made before. */
  known?: Step[];
  /** Milliseconds: what the acknowledgement's p50 may be, too. */
  quickly?: number;
  /** Attempts at most. */
  steps: number;
  say: (line: string) => void;
}

/** Whether an attempt above this one failed; otherwise the limit may lie higher. */
export const isLimit = (step: Step, steps: Step[]): boolean =>
  steps.some(({ rate, hasPassed }) => rate > step.rate && !hasPassed);

/** Up (or down) by factors until the limit lies between two attempts, then between those. */
export async function findHighestRate(
  attempt: (rate: number) => Promise<{ result: SendingResult; cost: Cost }>,
  { first, known = [], quickly = Infinity, steps: most, say }: Search,
): Promise<{ best: Step | undefined; steps: Step[] }> {
  const isGood = (step: Step) => step.hasPassed && step.result.acknowledgement.p50 <= quickly;
  const steps = [...known];
  for (let left = most; ; left--) {
    const best = highest(steps.filter(isGood));
    const tooMuch = Math.min(
      ...steps.filter((step) => !isGood(step) && step.rate > (best?.rate ?? 0)).map(({ rate }) => rate),
    );
    if (left === 0 || (best && tooMuch < best.rate * 1.1)) return { best, steps };
    const rate = next(best?.rate, tooMuch, first);
    let step = judge(rate, await attempt(rate));
    say(describe(step));
    // What others took from the machine may have spoiled it: once more.
    if (!isGood(step) && busyElsewhere(step) > disturbance) {
      step = judge(rate, await attempt(rate));
      say(`again: ${describe(step)}`);
    }
    steps.push(step);
  }
}

function next(good: number | undefined, tooMuch: number, first: number): number {
  if (good === undefined) return tooMuch === Infinity ? first : tooMuch / 1.8;
  return tooMuch === Infinity ? good * 1.8 : Math.sqrt(good * tooMuch);
}

function highest(steps: Step[]): Step | undefined {
  return steps.reduce<Step | undefined>(
    (best, step) => (!best || step.rate > best.rate ? step : best),
    undefined,
  );
}

function judge(rate: number, { result, cost }: { result: SendingResult; cost: Cost }): Step {
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

/** The share of the machine that was neither ours nor free. */
function busyElsewhere({ cost, result }: Step): number {
  const ours = cost.server + cost.postgres + result.generatorLoad * result.seconds;
  return Math.max(0, cost.machine - ours) / cost.seconds / cpus().length;
}

function describe(step: Step): string {
  const { rate, hasPassed, deliveriesPerSecond, perDelivery, result } = step;
  const { delivery, acknowledgement, generatorLoad, disconnected } = result;
  const cut = disconnected > 0 ? `, ${disconnected} disconnected` : '';
  return (
    `${figure(rate)} messages/s → ${figure(deliveriesPerSecond)} deliveries/s, ${figure(perDelivery)} µs, ` +
    `p99 ${figure(delivery.p99)} ms, ack p50 ${figure(acknowledgement.p50)} ms, ` +
    `generator ${figure(generatorLoad * 100)} %, others ${figure(busyElsewhere(step) * 100)} %${cut}: ${hasPassed ? 'carried' : 'too much'}`
  );
}
