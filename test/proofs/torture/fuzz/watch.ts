/** What the server looks like from outside while it is fed: how much memory it holds, how long its loop is held up. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { residentMemory } from '../processes.js';
import type { Server } from '../server.js';

interface Look {
  memory: number;
  /** Seconds, since the look before. */
  p99: number;
  max: number;
  /** The same of this process: where that is late, too, the machine is. */
  ownMax: number;
}

/** Bytes beyond what it held after the warm-up; V8 grows before it collects. */
const growth = { allowed: 150_000_000, factor: 1.6 };
/** Seconds. */
const lag = { max: 2, p99: 1 };

export class Watch {
  private readonly looks: Look[] = [];
  private readonly own = monitorEventLoopDelay({ resolution: 10 });
  private isOver = false;

  constructor(private readonly server: Server) {}

  /** A look every two seconds, until `end`. */
  async begin(): Promise<void> {
    this.own.enable();
    for (; !this.isOver; await sleep(2_000)) {
      const look = await this.look().catch(() => undefined);
      if (look) this.looks.push(look);
    }
    this.own.disable();
  }

  end(): void {
    this.isOver = true;
  }

  /** What is wrong with what was seen. */
  get complaints(): string[] {
    const [warm, last] = [this.level(0.2, 0.4), this.level(0.8, 1)];
    const hasGrown = last > warm * growth.factor && last > warm + growth.allowed;
    const late = this.looks.filter(
      ({ max, p99, ownMax }) => (max > lag.max || p99 > lag.p99) && ownMax < max / 2,
    );
    return [
      ...(hasGrown ? [`the server grew from ${megabytes(warm)} to ${megabytes(last)}`] : []),
      ...(late.length > 0
        ? [
            `the server's loop was held up ${late.length} times, for ${Math.max(...late.map(({ max }) => max)).toFixed(1)} s at most`,
          ]
        : []),
    ];
  }

  get remark(): string {
    const most = (of: (look: Look) => number) => Math.max(0, ...this.looks.map(of));
    return (
      `memory ${megabytes(this.level(0.2, 0.4))} warm, ${megabytes(this.level(0.8, 1))} in the end, ` +
      `${megabytes(most(({ memory }) => memory))} at most; loop held up for ${most(({ max }) => max).toFixed(2)} s at most, ` +
      `p99 ${most(({ p99 }) => p99).toFixed(2)} s (this process: ${most(({ ownMax }) => ownMax).toFixed(2)} s)`
    );
  }

  private async look(): Promise<Look> {
    const response = await fetch(`http://127.0.0.1:${this.server.port}/metrics`, {
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    const read = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1] ?? 0);
    const ownMax = this.own.max / 1e9;
    this.own.reset();
    return {
      memory: residentMemory(this.server.pid),
      p99: read('nodejs_eventloop_lag_p99_seconds'),
      max: read('nodejs_eventloop_lag_max_seconds'),
      ownMax,
    };
  }

  /** The median of what it held in a part of the time. */
  private level(from: number, to: number): number {
    const part = this.looks
      .slice(Math.floor(this.looks.length * from), Math.ceil(this.looks.length * to))
      .map(({ memory }) => memory)
      .sort((a, b) => a - b);
    return part[Math.floor(part.length / 2)] ?? 0;
  }
}

const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
