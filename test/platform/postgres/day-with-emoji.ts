/** What is done with an emoji of the server's own: it comes, is written, is seen, and goes. */
import { expect } from '@jest/globals';
import { jpeg } from '../../support/pictures.js';
import type { Tab } from '../../support/socket.js';
import type { Visitor } from '../../support/visitor.js';

export async function addEmoji(anna: Visitor, boris: Visitor, tab: Tab, roomId: number): Promise<void> {
  const headers = { 'content-type': 'application/octet-stream', 'x-csrf-token': await anna.csrfToken() };
  const added = await anna.request('POST', '/api/emoji?name=kettle_on', await jpeg(8, 8), headers);
  const { id, src } = JSON.parse(added.body) as { id: number; src: string };
  expect((await boris.get(src)).status).toBe(200);
  const said = await tab.say(roomId, 'tea :kettle_on:');
  await tab.must('react', { messageId: said.id, emoji: ':kettle_on:', on: true });
  expect((await anna.request('DELETE', `/api/emoji/${id}`, undefined, headers)).status).toBe(204);
}
