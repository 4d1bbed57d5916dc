/** One run of one fault: people talk, the fault strikes, it ends, all heals, and everything is read back. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { History, ServerLife } from './checker/history.js';
import { Crowd } from './crowd.js';
import { pagesAtRest, readPages } from './page-reader.js';
import { Random } from './random.js';
import { callsOf, isEverybodyTold, presenceOf, readBack, unreadOf } from './read-back.js';
import { Recorder } from './recorder.js';
import type { Scenario } from './scenario.js';
import { expel } from './expel.js';
import { Traffic } from './traffic.js';
import type { World } from './world.js';

/** Milliseconds. */
const warmUp = 2_500;
const coolDown = 2_000;

export interface Run {
  scenario: Scenario;
  seed: number;
  /** A defect of the browser's code. */
  clientSabotage?: string | undefined;
  people: number;
  /** How long mutated traffic is sent. */
  fuzzMinutes: number;
  /** How many times the promised time things may take. */
  patience: number;
}

export class Stage {
  readonly recorder: Recorder;
  readonly random: Random;
  /** What the scenario itself saw go wrong. */
  readonly complaints: string[] = [];
  /** What the scenario wants to be told of in the report. */
  readonly remarks: string[] = [];
  crowd!: Crowd;
  private readonly health: ServerLife['health'] = [];
  /** What is under way, and ends with the run at the latest. */
  private readonly stops: (() => void)[] = [];

  private constructor(
    readonly world: World,
    private readonly run: Run,
  ) {
    this.random = new Random(run.seed);
    this.recorder = new Recorder(this.random, run.clientSabotage);
  }

  static async play(world: World, run: Run): Promise<{ stage: Stage; history: History }> {
    const stage = new Stage(world, run);
    const watch = setInterval(() => void stage.lookAtHealth(), 300);
    try {
      return { stage, history: await stage.play() };
    } finally {
      clearInterval(watch);
      for (const stop of stage.stops.splice(0)) stop();
      stage.crowd?.close();
    }
  }

  private async play(): Promise<History> {
    const { world, recorder, run } = this;
    const { scenario } = run;
    await scenario.prepare?.(this);
    this.crowd = await Crowd.gather(world, recorder, {
      rooms: Math.ceil(run.people / 3),
      people: run.people,
      listeners: 0,
      ...scenario.crowd,
    });
    await this.crowd.joined(30_000 * run.patience);
    const rate = scenario.rate ?? (run.people * 4) / 3;
    const traffic = new Traffic(this.crowd, recorder, rate, scenario.length, scenario.calls);
    traffic.start();
    this.stops.push(() => traffic.stop(), readPages(this.crowd, new Random(run.seed)));
    await sleep(warmUp);
    await expel(this);
    // Not at the moment at which all of that is done.
    await sleep(this.random.below(500) + 500);
    const begin = Date.now();
    await scenario.inflict(this);
    const end = Date.now();
    await this.crowd
      .joined(scenario.healWithin + 10_000)
      .catch((error: Error) => this.complaints.push(error.message));
    const back = Date.now();
    await sleep(coolDown);
    for (const stop of this.stops.splice(0)) stop();
    await this.drained(scenario.healWithin + 10_000);
    const presence = await this.presence(scenario.presenceWithin);
    for (const tab of this.crowd.members) tab.view.isComplete = true;
    const unread = await unreadOf(this.crowd, recorder);
    const pages = await pagesAtRest(this.crowd);
    const server = {
      complaints: [...world.server.complaints.splice(0), ...this.complaints],
      health: this.health,
    };
    const fault = { begin, end, back, isNetwork: scenario.isNetwork ?? false };
    const history = {
      ...recorder,
      ...(await readBack(world, this.crowd)),
      calls: await callsOf(world, this.crowd),
      people: this.crowd.people,
      ignored: this.crowd.ignored,
      presence,
      unread,
      pages,
      server,
      fault,
      patience: run.patience,
    };
    server.complaints.push(...(scenario.inspect?.(history) ?? []));
    return history;
  }

  /** Resolves when nothing waits in an outbox and every list is at its room's end, or when it has waited long enough. */
  private async drained(patience: number): Promise<void> {
    for (const end = Date.now() + patience; Date.now() < end; await sleep(200)) {
      const { rooms } = await readBack(this.world, this.crowd);
      const revs = new Map(rooms.map(({ id, rev }) => [id, rev]));
      const isDrained = this.crowd.living.every(({ outbox }) =>
        outbox.left.every(({ refusal }) => refusal !== undefined),
      );
      const areUpToDate = this.crowd.members.every(({ log, place }) => log.rev >= revs.get(place.roomId)!);
      if (isDrained && areUpToDate && (await isEverybodyTold(this.world, this.crowd))) return;
    }
  }

  /** Some leave; what everybody shows then, as soon as it is right, or when the time for that is over. */
  private async presence(within: number) {
    for (const tab of this.crowd.members) if (this.random.chance(0.15)) tab.close();
    for (const end = Date.now() + within; ; await sleep(200)) {
      const shown = presenceOf(this.crowd);
      const isRight = shown.every(
        (each) =>
          each.expected.length === each.shown.length && each.expected.every((id) => each.shown.includes(id)),
      );
      if (isRight || Date.now() > end) return shown;
    }
  }

  private async lookAtHealth(): Promise<void> {
    const at = Date.now();
    const status = await this.world.server.health();
    this.health.push({ at, status });
  }

  get seed(): number {
    return this.run.seed;
  }

  get fuzzMinutes(): number {
    return this.run.fuzzMinutes;
  }

  /** P12: while PostgreSQL was away, from 3 s on, nobody was told that all is well. */
  mustHaveBeenUnready(begin: number, end: number): void {
    const during = this.health.filter(({ at }) => at > begin + 3_000 && at < end - 500);
    const wrong = during.filter(({ status }) => status !== 503);
    if (wrong.length > 0)
      this.complaints.push(`/health/ready said ${wrong[0]!.status} while PostgreSQL was away`);
  }
}
