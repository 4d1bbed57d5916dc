/** A day at the office: people who write now and then, and switch rooms, read back and reconnect in between. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Crowd } from './crowd.js';
import { Histogram, type Summary } from './histogram.js';
import { OfficeWorker, type Timed } from './office-worker.js';

/** How often one person does each thing, per second. */
export interface Rates {
  post: number;
  switchRoom: number;
  scroll: number;
  reconnect: number;
}

export interface OfficeResult {
  seconds: number;
  requests: number;
  errors: number;
  /** Of every request: pages, handshakes, questions by socket. */
  latency: Summary;
  byRequest: Record<string, Summary>;
  /** Deliveries to those who only look. */
  deliveries: number;
  lost: number;
  duplicates: number;
  delivery: Summary;
}

type Action = keyof Rates;

/** Times every request of everybody. */
class Clock {
  errors = 0;
  readonly all = new Histogram();
  readonly byRequest = new Map<string, Histogram>();

  readonly timed: Timed = async (request, work) => {
    const start = performance.now();
    try {
      return await work();
    } catch (error) {
      this.errors++;
      if (this.errors <= 3) console.error(`In the office, ${request}: ${String(error)}`);
      throw error;
    } finally {
      const took = (performance.now() - start) * 1_000;
      this.all.add(took);
      const own = this.byRequest.get(request) ?? new Histogram();
      own.add(took);
      this.byRequest.set(request, own);
    }
  };
}

export class Office {
  private readonly workers: OfficeWorker[] = [];

  /** `lookers` only look; they receive what the others write. */
  constructor(private readonly lookers: Crowd) {}

  /** More people come in, and open a room each. */
  async open(url: string, people: { cookie: string; rooms: string[] }[]): Promise<void> {
    const { timed } = new Clock();
    const comers = people.map((person) => new OfficeWorker(url, person, this.lookers.receipts, timed));
    for (let first = 0; first < comers.length; first += 50)
      await Promise.all(comers.slice(first, first + 50).map((worker) => worker.switchRoom()));
    this.workers.push(...comers);
    await this.lookers.settle();
  }

  /** Everybody does each thing at random times, at its rate. */
  async day(rates: Rates, seconds: number): Promise<OfficeResult> {
    const clock = new Clock();
    for (const worker of this.workers) worker.timed = clock.timed;
    const start = performance.now();
    await doThings(this.workers, rates, seconds);
    const took = (performance.now() - start) / 1_000;
    const { latency, ...delivered } = await this.lookers.settle();
    const summary = clock.all.summary();
    return {
      seconds: took,
      requests: summary.count,
      errors: clock.errors,
      latency: summary,
      byRequest: Object.fromEntries(
        [...clock.byRequest].map(([name, histogram]) => [name, histogram.summary()]),
      ),
      ...delivered,
      delivery: latency.summary(),
    };
  }
}

/** Poisson arrivals of all actions together; who is still busy does the next thing afterwards. */
async function doThings(workers: OfficeWorker[], rates: Rates, seconds: number): Promise<void> {
  const actions = Object.keys(rates) as Action[];
  const total = actions.reduce((sum, action) => sum + rates[action], 0);
  const perMillisecond = (total * workers.length) / 1_000;
  const wait = () => -Math.log(1 - Math.random()) / perMillisecond;
  const start = performance.now();
  for (let due = wait(); due < seconds * 1_000; due += wait()) {
    const early = start + due - performance.now();
    if (early > 1) await sleep(early);
    const worker = workers[Math.floor(Math.random() * workers.length)]!;
    worker.next(pick(actions, rates, total));
  }
  await Promise.race([Promise.all(workers.map((worker) => worker.done)), sleep(10_000)]);
}

function pick(actions: Action[], rates: Rates, total: number): Action {
  let left = Math.random() * total;
  for (const action of actions) if ((left -= rates[action]) < 0) return action;
  return actions.at(-1)!;
}
