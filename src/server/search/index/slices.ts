/** Work that nobody waits for, in slices: the event loop belongs to those who do. */
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds of a slice; a turn of the event loop that takes longer than this tells of others who have work to do. */
const [slice, busy] = [3, 0.2];

/** Where others are busy, it rests so many times as long as it has worked: what it does is done late rather than in their way. */
const patience = 4;

export class Slices {
  private begun = performance.now();

  get isOver(): boolean {
    return performance.now() - this.begun > slice;
  }

  async rest(): Promise<void> {
    const rested = performance.now();
    await nextTurn();
    const worked = rested - this.begun;
    if (performance.now() - rested > busy) await sleep(worked * patience);
    this.begun = performance.now();
  }
}
