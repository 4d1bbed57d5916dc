/** Boris with a phone, Anna who writes to him, two nodes, and the push service of his phone; for the tests of a file. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { insertNotices } from '../../src/server/notices/statements.js';
import type { NewDevice } from '../../src/shared/devices.js';
import type { MessageView } from '../../src/shared/messages.js';
import type { ShownNotice } from '../../src/shared/push.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { type Caller, newBrowserCaller } from '../support/operations/caller.js';
import { PushService } from '../support/push-service.js';
import { eventually } from '../support/socket.js';

export let push: PushService;
export let north: TestApp;
export let south: TestApp;
export let anna: Caller;
export let boris: Caller;
export let phone: NewDevice;

beforeAll(async () => {
  push = await PushService.start();
  const settings = { OUTGOING: 'any', RATE_LIMITS: 'off' };
  north = await startApp(settings);
  south = await startApp(settings, north.database);
  [anna, boris] = [await newBrowserCaller(north, 'anna'), await newBrowserCaller(north, 'boris')];
});

afterAll(async () => {
  await south.close();
  await north.close();
  await push.close();
});

beforeEach(async () => {
  await sql('delete from notices');
  await sql('delete from push_subscriptions');
  push.handed.length = push.answers.length = 0;
  phone = push.subscribe();
  await boris.must('POST', '/api/me/devices', phone);
});

export const sql = (text: string, values: unknown[] = []) =>
  north.database.query<Record<string, unknown>>(text, values);

export const makeRoom = (name: string) => addRoom(north.database, name, { members: [anna.user, boris.user] });

export const say = (roomId: number, text: string, by = anna) =>
  by.must<MessageView & Record<string, unknown>>('POST', `/api/rooms/${roomId}/messages`, {
    text,
    clientId: randomUUID(),
  });

/** What the message means for Boris waits from now on. */
export async function call({ id, roomId, seq }: MessageView, isMeant = true): Promise<void> {
  const told = `(select $1::bigint as user_id, $2::bigint as room_id, $3::bigint as message_id, $4::bigint as seq,
    1 as messages, $5::boolean as is_meant) told`;
  await sql(insertNotices(told), [boris.user.id, roomId, id, seq, isMeant]);
}

/** His patience is over, and whatever is to be sent has been claimed. */
export async function becomesDue(...roomIds: number[]): Promise<void> {
  await sql('update notices set due_at = now() where room_id = any($1) and due_at is not null', [roomIds]);
  const waiting = () => sql('select from notices where room_id = any($1) and due_at is not null', [roomIds]);
  await eventually(async () => (await waiting()).length === 0, 'Nobody took what was due.');
}

export const received = (count: number) =>
  eventually(() => push.handed.length >= count, `The push service never had ${count} of them.`);

export async function tell(roomId: number, text: string): Promise<ShownNotice> {
  const before = push.handed.length;
  await call(await say(roomId, text));
  await becomesDue(roomId);
  await received(before + 1);
  return push.handed.at(-1)!.payload as ShownNotice;
}
