import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CONFIG, type RunningConfig } from '../../config/config.js';

/** Milliseconds after which what a node that ended has left behind is of no use to any other. */
export const leftAfter = 3_600_000;

/** Of the processes on one data folder. */
export const scratchIn = (dataFolder: string): string => join(resolve(dataFolder), 'scratch');

/** Folders for as long as a piece of work takes. */
@Injectable()
export class Scratch implements OnApplicationBootstrap {
  private readonly root: string;

  constructor(@Inject(CONFIG) { DATA_DIR }: RunningConfig) {
    this.root = scratchIn(DATA_DIR);
  }

  async onApplicationBootstrap(): Promise<void> {
    for (const name of await readdir(this.root).catch(() => [])) {
      const path = join(this.root, name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
      if (mtimeMs < Date.now() - leftAfter) await rm(path, { recursive: true, force: true });
    }
  }

  async within<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
    await mkdir(this.root, { recursive: true, mode: 0o700 });
    const folder = await mkdtemp(join(this.root, 'file-'));
    try {
      return await work(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
