/** A part of the day whose statements are looked at: searching, and what keeps the index. */
import { expect } from '@jest/globals';
import { CatchUpRepository } from '../../../src/server/messages/log/catch-up.repository.js';
import { Indexer } from '../../../src/server/search/index/indexer.js';
import { Upkeep } from '../../../src/server/search/index/upkeep.service.js';
import { SearchService } from '../../../src/server/search/search.service.js';
import { searchWanted } from '../../../src/shared/search.js';
import type { Gathering } from '../../support/administration.js';

/** What is not in the index yet, what is, and how it is kept small and true. */
export async function search({ app }: Gathering, roomId: number, userId: number): Promise<void> {
  const get: typeof app.app.get = (token) => app.app.get(token, { strict: false });
  const [indexer, upkeep] = [get(Indexer), get(Upkeep)];
  const find = async () => {
    for (const q of ['more', 'mo', '-hello', 'from:boris more', 'is:saved', 'is:pinned', 'in:hall more'])
      await get(SearchService).search(
        { id: userId, username: 'boris', role: 'member' },
        searchWanted.parse({ q }),
      );
  };
  await find();
  await get(CatchUpRepository).catchUp(
    indexer.name,
    [roomId],
    (messages, ask) => indexer.process(messages, ask),
    50,
  );
  await find();
  await app.database.query('update search_segments set stale_since = now()');
  expect(await upkeep.renewOne(0)).toBe(true);
  await upkeep.gather(roomId);
}
