/** A room of 5 million messages, and the bar beside it. */
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { TestDatabase } from '../support/database.js';
import { addRoom } from '../support/factories.js';
import { soon } from '../support/socket.js';

export const million = 1_000_000;

/**
 * Two messages a minute from 2020 on. There are as many as a hair's breadth of the bar stands for, at its ends and in its middle;
 * the others are not there, and nobody is to ask for them.
 */
export async function addEndlessRoom(database: TestDatabase, name: string, authorId: number): Promise<void> {
  const roomId = await addRoom(database, name);
  await database.query(
    `insert into messages (room_id, seq, rev, author_id, client_id, kind, text, created_at)
     select $1, n, n, $2, gen_random_uuid(), 'text', 'message ' || n, '2020-01-01'::timestamptz + make_interval(secs => n * 30)
     from (select generate_series(1, 200) union select generate_series(2480000, 2520000)
       union select generate_series(4999800, 5000000)) seqs(n)`,
    [roomId, authorId],
  );
  await database.query('update rooms set last_seq = $2, rev = $2 where id = $1', [roomId, 5 * million]);
}

export const barOf = (page: Page) => page.locator('#room-bar');
export const thumbOf = (page: Page) => page.locator('.room-bar-thumb');
export const placeOf = async (page: Page) => Number(await barOf(page).getAttribute('aria-valuenow'));

/** Nobody points any more, and what they pointed at is there. */
export const atRest = (page: Page) =>
  soon(async () => expect(await barOf(page).getAttribute('class')).not.toContain('is-pointed'));

/** Where the thumb's middle is now, and where it is when it is taken to a part of the bar. */
export async function wayTo(page: Page, part: number): Promise<{ x: number; from: number; to: number }> {
  const at = (await thumbOf(page).boundingBox())!;
  const whole = (await barOf(page).boundingBox())!;
  return { x: at.x + at.width / 2, from: at.y + at.height / 2, to: whole.y + whole.height * part };
}
