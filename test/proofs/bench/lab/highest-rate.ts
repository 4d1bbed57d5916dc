/** The search for the highest rate that a server carries. */
import type { SendingResult } from '../generator/sending.js';
import { measured, type Site, untilCalm } from './measure.js';
import { busyElsewhere, describe, judge, type Step } from './step.js';

/** The share of the machine from which on other processes are to blame for a failed attempt. */
const disturbance = 0.1;

interface Plan {
  site: Site;
  /** So many messages a second, for a while. */
  send: (rate: number) => Promise<SendingResult>;
  first: number;
  /** Attempts that were made before. */
  known?: Step[];
  /** Milliseconds: what the acknowledgement's p50 may be, too. */
  quickly?: number;
  /** Attempts at most. */
  most: number;
  say: (line: string) => void;
}

/** Up (or down) by factors until the limit lies between two attempts, then between those. */
export class RateSearch {
  readonly steps: Step[];
  private left: number;

  constructor(private readonly plan: Plan) {
    this.steps = [...(plan.known ?? [])];
    this.left = plan.most;
  }

  /** The highest rate that was carried so far. */
  get best(): Step | undefined {
    return this.steps
      .filter((step) => this.isGood(step))
      .reduce<Step | undefined>((best, step) => (!best || step.rate > best.rate ? step : best), undefined);
  }

  get isOver(): boolean {
    return this.left === 0 || (this.best !== undefined && this.tooMuch < this.best.rate * 1.1);
  }

  /** One attempt more. */
  async goOn(): Promise<void> {
    this.left--;
    const rate = this.nextRate();
    let step = await this.attempt(rate);
    // What others took from the machine may have spoiled it: once more.
    if (!this.isGood(step) && busyElsewhere(step) > disturbance) step = await this.attempt(rate, 'again: ');
    this.steps.push(step);
  }

  private async attempt(rate: number, prefix = ''): Promise<Step> {
    const { site, send, say } = this.plan;
    const step = judge(rate, await measured(site, () => send(rate)));
    say(prefix + describe(step));
    await untilCalm(site);
    return step;
  }

  private isGood({ hasPassed, result }: Step): boolean {
    return hasPassed && result.acknowledgement.p50 <= (this.plan.quickly ?? Infinity);
  }

  /** The lowest rate above the best that was not carried. */
  private get tooMuch(): number {
    const floor = this.best?.rate ?? 0;
    const failed = this.steps.filter((step) => !this.isGood(step) && step.rate > floor);
    return Math.min(...failed.map(({ rate }) => rate));
  }

  private nextRate(): number {
    const { best, tooMuch } = this;
    if (!best) return tooMuch === Infinity ? this.plan.first : tooMuch / 1.8;
    return tooMuch === Infinity ? best.rate * 1.8 : Math.sqrt(best.rate * tooMuch);
  }
}

/** An attempt of each by turns, until all are over: a change in the machine's mood meets all of them. */
export async function searchByTurns(searches: RateSearch[]): Promise<void> {
  while (searches.some(({ isOver }) => !isOver))
    for (const search of searches) if (!search.isOver) await search.goOn();
}
