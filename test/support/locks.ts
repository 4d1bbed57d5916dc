import type { TestDatabase } from './database.js';

/** Resolves when some statement waits for a row's lock; throws when none ever does, as the test then means nothing. */
export async function untilSomebodyWaits(database: TestDatabase): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const waiting = await database.query(
      "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    if (waiting.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('Nothing ever waited for a lock, so this test means nothing.');
}
