/** Finds out what a file is, by its bytes, and makes its sizes: in a process of its own, as what is sent is not to be trusted. */
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { FairLine } from '../work/fair-line.js';
import type { Facts, Job } from './facts.js';
import { Looker, tooBusy, WornOut } from './looker.js';
import { type MediaLimits, mediaLimits } from './media-limits.js';

@Injectable()
export class Media implements BeforeApplicationShutdown {
  private readonly line: FairLine;
  private readonly busy = new Set<Looker>();
  /** At most one waits for work: to begin one takes a quarter of a second, and it holds 100 MB. */
  private spare?: Looker;
  private isClosed = false;

  constructor(private readonly limits: MediaLimits = mediaLimits) {
    const { atOnce, waiting: length, patience } = limits;
    this.line = new FairLine({ atOnce, length, patience, refusal: tooBusy });
  }

  /**
   * Looks at the file of this absolute path and writes its parts into a folder of the caller's. Those with the same `key` (whose
   * file it is) share a turn. What it is called plays no part: types are found by bytes. Throws NotTaken, and `unavailable`
   * where too many wait.
   */
  look(path: string, folder: string, key = ''): Promise<Facts> {
    return this.run({ path, folder }, key);
  }

  /**
   * The same of a picture that becomes an emoji: WebP of 128 pixels at most, as `full`, and where that moves its first picture as
   * `thumb`; or of somebody's: WebP of 256, 96 and 48 pixels, as `full`, `page` and `thumb`; or the
   * server's own: PNG of 512, 192 and 64. Throws NotTaken for anything else.
   */
  lookAs(as: NonNullable<Job['as']>, path: string, folder: string, key: string): Promise<Facts> {
    return this.run({ path, folder, as }, key);
  }

  /** Ends what is under way; nothing is looked at any more. */
  async close(): Promise<void> {
    this.isClosed = true;
    const all = [...this.busy, ...(this.spare ? [this.spare] : [])];
    await Promise.all(all.map((looker) => looker.end()));
  }

  /** Those who wait for an answer are awaited in the next phase; there, what everybody shares would end last. */
  beforeApplicationShutdown(): Promise<void> {
    return this.close();
  }

  private run(job: Job, key: string): Promise<Facts> {
    return this.line.run({ key, isKnown: true }, () => this.lookNow(job));
  }

  private async lookNow(job: Job): Promise<Facts> {
    if (this.isClosed) throw tooBusy();
    const { spare } = this;
    this.spare = undefined;
    try {
      return await this.lookWith(spare?.isFit ? spare : new Looker(this.limits), job);
    } catch (error) {
      if (error instanceof WornOut) return this.lookWith(new Looker(this.limits), job);
      throw error;
    }
  }

  private async lookWith(looker: Looker, job: Job): Promise<Facts> {
    this.busy.add(looker);
    try {
      return await looker.look(job);
    } finally {
      this.busy.delete(looker);
      this.giveBack(looker);
    }
  }

  private giveBack(looker: Looker): void {
    if (this.isClosed || !looker.isFit || this.spare?.isFit) void looker.end();
    else this.spare = looker;
  }
}
