/** What tests of notices look at, and the notices that they push. */
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { MessageView } from '../../src/shared/messages.js';
import type { TestDatabase } from '../support/database.js';
import type { Caller } from '../support/operations/caller.js';
import { eventually } from '../support/socket.js';

/** As the server makes one, of something that boris said in the kitchen. */
export const notice = (roomId: number, seq: number, body: string, more: object = {}) => ({
  ...{ kind: 'show', roomId, tag: `room-${roomId}`, title: 'boris in #kitchen', body },
  ...{ path: `/chat/kitchen/${seq}#m${seq}`, seq, messages: 1, isMeant: true, badge: 1 },
  ...{ lang: 'en', canReply: true },
  ...more,
});

export const write = (by: Caller, roomId: number, text: string) =>
  by.must<MessageView & Record<string, unknown>>('POST', `/api/rooms/${roomId}/messages`, {
    text,
    clientId: randomUUID(),
  });

/** The newest message of a room, and how many there are of this text. */
export async function saidLast(database: TestDatabase, roomId: number) {
  const [row] = await database.query<{ text: string; author: string; count: number }>(
    `select text, username as author, count(*) over (partition by text)::integer from messages
     join users on users.id = author_id where room_id = $1 order by seq desc limit 1`,
    [roomId],
  );
  return row;
}

export async function readUpTo(database: TestDatabase, roomId: number, userId: number): Promise<number> {
  const [row] = await database.query<{ read: string }>(
    'select last_read_seq as read from memberships where room_id = $1 and user_id = $2',
    [roomId, userId],
  );
  return Number(row!.read);
}

/** Each of these tabs is in the line of those that may tell. */
export async function allWatch(pages: Page[]): Promise<void> {
  const inLine = `navigator.locks.query().then(({ held, pending }) =>
    [...held, ...pending].filter(({ name }) => name === 'samovar.notices').length)`;
  for (const page of pages)
    await eventually(async () => (await page.evaluate(inLine)) === pages.length, 'The tabs do not watch.');
}
