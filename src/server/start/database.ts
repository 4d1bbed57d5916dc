/** The database of this server: the operator's own, or the one inside. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config/config.js';
import { DataDirectoryTaken, startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.js';
import { prepareDataFolder } from './data-folder.js';
import { requireUsableDatabase } from './external-database.js';

export interface RunningDatabase {
  url: string;
  /** Where the one inside keeps its data. */
  folder?: string;
  /** Of the one inside. */
  version?: string;
  stop(): Promise<void>;
}

export async function startDatabase(config: Config, log: (line: string) => void): Promise<RunningDatabase> {
  const url = config.DATABASE_URL;
  if (!url) return startEmbeddedPostgres({ dataDir: prepareDataFolder(config.DATA_DIR), log });
  await requireUsableDatabase(url);
  return { url, stop: () => Promise.resolve() };
}

/** Milliseconds. A server that has just been started may still be on its way. */
const startPatience = 15_000;

/** For commands: also the database of a server that runs, which they leave running. */
export async function reachDatabase(config: Config, log: (line: string) => void): Promise<RunningDatabase> {
  try {
    return await startDatabase(config, log);
  } catch (error) {
    if (!(error instanceof DataDirectoryTaken)) throw error;
    await untilUsable(error.url, performance.now() + startPatience);
    return { url: error.url, stop: () => Promise.resolve() };
  }
}

async function untilUsable(url: string, end: number): Promise<void> {
  for (;;) {
    try {
      return await requireUsableDatabase(url);
    } catch (error) {
      if (performance.now() > end) throw error;
      await sleep(200);
    }
  }
}
