import type { TestDatabase } from './database.js';

/** Resolves when as many statements wait for a row's lock; throws when they never do, as the test then means nothing. */
export async function untilSomebodyWaits(database: TestDatabase, howMany = 1): Promise<void> {
  for (let tries = 0; tries < 1_000; tries++) {
    const waiting = await database.query(
      "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    if (waiting.length >= howMany) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('Nothing ever waited for a lock, so this test means nothing.');
}
