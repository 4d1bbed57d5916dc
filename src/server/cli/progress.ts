/** How far a command has come, for whoever waits for it: a line a second. */
import type { Telling } from '../files/moving/mover.js';

type SoFar = Parameters<Telling['progress']>[0];

/** Milliseconds. */
const sayEvery = 1_000;

const number = new Intl.NumberFormat('en');

export class Progress implements Telling {
  private waiting: SoFar | undefined;
  private readonly timer = setInterval(() => this.sayWhatWaits(), sayEvery);

  constructor(private readonly write: (line: string) => void) {}

  say(line: string): void {
    this.sayWhatWaits();
    this.write(line);
  }

  progress(soFar: SoFar): void {
    this.waiting = soFar;
  }

  end(): void {
    clearInterval(this.timer);
    this.sayWhatWaits();
  }

  private sayWhatWaits(): void {
    if (this.waiting) this.write(lineFor(this.waiting));
    this.waiting = undefined;
  }
}

function lineFor({ objects, of, bytes }: SoFar): string {
  const all = of === undefined ? '' : ` of ${number.format(of)}`;
  return `${number.format(objects)}${all} objects${bytes === undefined ? '' : `, ${size(bytes)}`}`;
}

const size = (bytes: number): string =>
  bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${number.format(Math.round(bytes / 1e8) / 10)} GB`;
