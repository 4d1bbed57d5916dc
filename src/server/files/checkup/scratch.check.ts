import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { leftAfter, scratchIn, writtenAt } from '../keeping/scratch.js';
import type { Check, Finding } from './check.js';

/** What processes that were killed have left of their work. */
export class ScratchLeft implements Check {
  readonly title = 'Left of work that ended';

  constructor(private readonly dataFolder: string) {}

  async *findings(): AsyncIterable<Finding> {
    const root = scratchIn(this.dataFolder);
    for (const name of await readdir(root).catch(() => [])) {
      const path = join(root, name);
      if ((await writtenAt(path)) < Date.now() - leftAfter)
        yield { what: path, mend: () => rm(path, { recursive: true, force: true }) };
    }
  }
}
