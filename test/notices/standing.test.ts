/** What stands on a device goes once it is no news; what a push service did not take is tried again. */
import { describe, expect, test } from '@jest/globals';
import type { MessageView } from '../../src/shared/messages.js';
import type { ShownNotice } from '../../src/shared/push.js';
import { eventually, soon } from '../support/socket.js';
import { push, anna, boris, phone, sql, makeRoom, say, call, becomesDue, received, tell } from './stage.js';

describe('What stands on a device', () => {
  test('goes once it was read elsewhere', async () => {
    const roomId = await makeRoom('reading');
    await tell(roomId, 'read me');
    await boris.must('PUT', `/api/rooms/${roomId}/read`, { seq: 1 });
    await received(2);
    expect(push.to(phone)[1]).toEqual({ kind: 'close', tags: [`room-${roomId}`], badge: 0 });
    expect(push.handed[1]!.headers).toMatchObject({ urgency: 'low', topic: push.handed[0]!.headers.topic });
    expect(await sql('select from notices')).toEqual([]);
  });

  test('goes with its message, and with its room, too', async () => {
    const [said, left] = [await makeRoom('taken back'), await makeRoom('left')];
    const { id } = await say(said, 'oh no');
    await call({ id, roomId: said, seq: 1 } as MessageView);
    await becomesDue(said);
    await tell(left, 'hello');
    await received(2);
    await anna.must('DELETE', `/api/messages/${id}`);
    await sql('delete from memberships where room_id = $1 and user_id = $2', [left, boris.user.id]);
    await eventually(
      () => [said, left].every((room) => JSON.stringify(push.to(phone).slice(2)).includes(`"room-${room}"`)),
      'They stand there still.',
    );
  });

  test('rings again only for what is meant, which counts all', async () => {
    const roomId = await makeRoom('ringing');
    await tell(roomId, 'one');
    await call(await say(roomId, 'two'), false);
    expect(await sql('select due_at from notices')).toEqual([{ due_at: null }]);
    expect(await tell(roomId, 'three')).toMatchObject({ body: 'three', messages: 3 });
  });

  test('waits beside reminders of the same room for a phone that is away: none takes the place of another', async () => {
    const roomId = await makeRoom('reminding');
    const messages = [await say(roomId, 'one'), await say(roomId, 'two')];
    const remindAt = new Date(Date.now() + 3_600_000).toISOString();
    for (const { id } of messages) await boris.must('PUT', `/api/me/saved/${id}`, { remindAt });
    await sql('update saved set remind_at = now() where room_id = $1', [roomId]);
    await received(2);
    await tell(roomId, 'three');
    const topics = push.handed.map(({ headers }) => headers.topic);
    expect(new Set(topics).size).toBe(3);
  });

  test('goes with the next one that is shown where a silent push would cost the subscription', async () => {
    const [first, second] = [await makeRoom('apple'), await makeRoom('pear')];
    await call(await say(first, 'hello'));
    await sql('update notices set due_at = null, sent_at = now()');
    const moved = (endpoint: string) => sql('update push_subscriptions set endpoint = $1', [endpoint]);
    await moved('https://web.push.apple.com/x');
    await boris.must('PUT', `/api/rooms/${first}/read`, { seq: 1 });
    await soon(async () =>
      expect(await sql('select closing from push_subscriptions')).toEqual([{ closing: [first] }]),
    );
    await moved(phone.endpoint);
    expect(await tell(second, 'hello')).toMatchObject({ closes: [`room-${first}`] });
    await soon(async () =>
      expect(await sql('select closing from push_subscriptions')).toEqual([{ closing: [] }]),
    );
  });
});

describe('A push service', () => {
  test('that knows the device no more is asked no more', async () => {
    push.answers.push({ status: 410 });
    await tell(await makeRoom('gone'), 'hello');
    await soon(async () => expect(await sql('select from push_subscriptions')).toEqual([]));
  });

  test('that is busy is asked again, once it says so', async () => {
    push.answers.push(
      { status: 429, headers: { 'retry-after': '1' } },
      { status: 503, headers: { 'retry-after': '0' } },
    );
    const first = await tell(await makeRoom('busy service'), 'hello');
    await received(3);
    expect(push.to(phone)).toEqual([first, first, first]);
  });

  test('that is busy is asked again for a reminder, too, unless it was taken off the list', async () => {
    const roomId = await makeRoom('busy when reminding');
    const [kept, dropped] = [await say(roomId, 'keep'), await say(roomId, 'drop')];
    const remindAt = new Date(Date.now() + 3_600_000).toISOString();
    for (const { id } of [kept, dropped]) await boris.must('PUT', `/api/me/saved/${id}`, { remindAt });
    const busy = { status: 503, headers: { 'retry-after': '2' } };
    push.answers.push(busy, busy);
    await sql('update saved set remind_at = now() where message_id = $1', [dropped.id]);
    await received(1);
    await boris.must('DELETE', `/api/me/saved/${dropped.id}`);
    // Its second try comes later than that of the first would.
    await sql('update saved set remind_at = now() where message_id = $1', [kept.id]);
    await received(3);
    const bodies = push.to(phone).map((each) => each.kind === 'show' && each.body);
    expect(bodies).toEqual(['drop', 'keep', 'keep']);
  });

  test('is not asked again for what was read meanwhile', async () => {
    const roomId = await makeRoom('read in between');
    // What was read is taken from the device at once or later: that it answers as ever.
    const busy = { status: 503, headers: { 'retry-after': '2' }, kind: 'show' as const };
    push.answers.push(busy, busy);
    const first = await tell(roomId, 'hello');
    await sql('update memberships set last_read_seq = 1 where room_id = $1', [roomId]);
    // Its second try comes later than that of the first would.
    const second = await tell(await makeRoom('not read'), 'hello again');
    const shown = () => push.to(phone).filter((each): each is ShownNotice => each.kind === 'show');
    await eventually(
      () => shown().filter(({ title }) => title === second.title).length === 2,
      'It was not tried again.',
    );
    expect(shown()).toEqual([first, second, second]);
  });
});

test.each([
  [
    'the person',
    `insert into notice_settings (user_id, hides_text) values ($1, true)`,
    'delete from notice_settings',
  ],
  [
    'the server',
    `insert into settings (name, value) select 'push_hides_text', 'true' where $1::bigint > 0`,
    `delete from settings where name = 'push_hides_text'`,
  ],
])(
  'Where %s hides texts, a notice says nothing of the text, the room and who wrote it',
  async (who, hide, show) => {
    await sql(hide, [boris.user.id]);
    try {
      const notice = await tell(await makeRoom(`secret of ${who}`), 'the secret');
      expect(notice).toMatchObject({
        title: 'Samovar',
        body: 'New message',
        path: '/chat/',
        canReply: false,
      });
      expect(JSON.stringify(notice)).not.toMatch(/secret|anna/);
    } finally {
      await sql(show);
    }
  },
);
