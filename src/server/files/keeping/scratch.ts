import { Inject, Injectable } from '@nestjs/common';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CONFIG, type RunningConfig } from '../../config/config.js';

/** Milliseconds after which what a node that ended has left behind is of no use to any other. */
export const leftAfter = 3_600_000;

/** Of the processes on one data folder. */
export const scratchIn = (dataFolder: string): string => join(resolve(dataFolder), 'scratch');

/** When something was written there last, in milliseconds; a file that takes hours to come changes itself and not its folder. */
export async function writtenAt(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const paths = [folder, ...names.map((name) => join(folder, name))];
  return Math.max(
    ...(await Promise.all(
      paths.map((path) =>
        stat(path).then(
          ({ mtimeMs }) => mtimeMs,
          () => 0,
        ),
      ),
    )),
  );
}

/** Folders for as long as a piece of work takes. */
@Injectable()
export class Scratch {
  private readonly root: string;

  constructor(@Inject(CONFIG) { DATA_DIR }: RunningConfig) {
    this.root = scratchIn(DATA_DIR);
  }

  /** Removes what nodes that ended have left behind. */
  async clear(): Promise<void> {
    for (const name of await readdir(this.root).catch(() => [])) {
      const path = join(this.root, name);
      if ((await writtenAt(path)) < Date.now() - leftAfter) await rm(path, { recursive: true, force: true });
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
