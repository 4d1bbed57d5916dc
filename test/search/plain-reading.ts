/** What a search must find: by reading all messages. */
import { matcherOf } from '../../src/server/search/words/matcher.js';
import { parseQuery } from '../../src/shared/rules/search-query.js';
import type { TestDatabase } from '../support/database.js';

/** Places in these rooms ("room:seq") in the order of a search, the newest first; for queries without filters. */
export async function readPlainly(database: TestDatabase, roomIds: number[], q: string): Promise<string[]> {
  const matches = matcherOf(parseQuery(q));
  const rows = await database.query<{ room_id: number; seq: number; text: string }>(
    `select room_id, seq::int, text from messages where room_id = any($1::bigint[]) and deleted_at is null
     order by date_trunc('milliseconds', created_at) desc, room_id desc, seq desc`,
    [roomIds],
  );
  return rows.filter(({ text }) => matches(text) !== null).map(({ room_id, seq }) => `${room_id}:${seq}`);
}
