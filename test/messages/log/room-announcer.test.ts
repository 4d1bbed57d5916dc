import { expect, test } from '@jest/globals';
import { RoomAnnouncer } from '../../../src/server/messages/log/room-announcer.js';
import { gather } from '../../support/company.js';
import { addRoom } from '../../support/factories.js';
import { eventually, soon } from '../../support/socket.js';

const company = gather('anna', 'boris');

test('how far a room was told of is kept while somebody here looks at it, and then forgotten', async () => {
  const announcer = company.app.app.get(RoomAnnouncer);
  const [busy, left] = [
    await addRoom(company.app.database, 'busy'),
    await addRoom(company.app.database, 'left'),
  ];
  const [a, b] = [await company.open('anna'), await company.open('boris')];
  await a.join('busy');
  await b.join('left');
  const { rev } = await a.say(busy, 'here');
  await b.say(left, 'here, too');
  await soon(() => expect([busy, left].map((id) => announcer.deliveredRev(id))).toEqual([rev, 1]));
  await b.must('leave', { roomId: left });
  // What is written where nobody looks is told to nobody here, and noted all the same until the next look.
  await b.say(left, 'to whoever comes');
  await eventually(() => announcer.deliveredRev(left) === undefined, 'The room is never forgotten.');
  expect(announcer.deliveredRev(busy)).toBe(rev);

  const { rev: cursor } = await b.join('left');
  const later = await b.say(left, 'back again');
  await b.until('chat_message', ({ messages }) => messages[0]?.id === later.id);
  expect(later.rev).toBe(cursor + 1);
});
