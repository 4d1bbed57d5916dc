/** Questions to the server in closed loops: how long an answer takes, and how many a second come. */
import type { ChatClient } from './chat-client.js';
import { Histogram, type Summary } from './histogram.js';
import { OwnLoad } from './own-load.js';
import type { ClientEvent } from '../../../../src/shared/events.js';

export interface AskPlan {
  /** Asked in turn by the clients, each client its own share. */
  questions: { event: ClientEvent; payload: object }[];
  /** How many of the crowd ask at the same time. */
  clients: number;
  seconds: number;
}

export interface AskResult {
  seconds: number;
  answered: number;
  failed: number;
  latency: Summary;
  /** This process's own CPU, as a share of one core. */
  generatorLoad: number;
}

export class Answers {
  answered = 0;
  failed = 0;
  readonly latency = new Histogram();
  readonly start = performance.now();
  private readonly load = new OwnLoad();

  /** Counts one answer to what was asked at `since` (milliseconds). */
  add(since: number, isGood: boolean): void {
    this.latency.add((performance.now() - since) * 1_000);
    if (isGood) this.answered++;
    else this.failed++;
  }

  result(): AskResult {
    const { answered, failed, latency, start, load } = this;
    return {
      seconds: (performance.now() - start) / 1_000,
      answered,
      failed,
      latency: latency.summary(),
      generatorLoad: load.share(),
    };
  }
}

/** Each client asks its next question when the last one is answered. */
export async function askInLoops(
  crowd: ChatClient[],
  { questions, clients, seconds }: AskPlan,
): Promise<AskResult> {
  const answers = new Answers();
  const end = answers.start + seconds * 1_000;
  const loop = (client: ChatClient, place: number, done: () => void) => {
    const since = performance.now();
    if (since > end) return done();
    const { event, payload } = questions[place % questions.length]!;
    client.ask(event, payload, (answer) => {
      answers.add(since, answer.ok);
      loop(client, place + clients, done);
    });
  };
  const asking = crowd.slice(0, clients);
  await Promise.all(
    asking.map((client, place) => new Promise<void>((resolve) => loop(client, place, resolve))),
  );
  return answers.result();
}
