/** Whose files are whose: nobody sends, goes on with, takes or reads what is not theirs at that moment. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { FileView } from '../../src/shared/files.js';
import type { MessageView } from '../../src/shared/messages.js';
import { AuditLog, commandLine } from '../../src/server/audit/audit-log.js';
import { AccountChanges } from '../../src/server/auth/accounts/account-changes.service.js';
import { Departures } from '../../src/server/memberships/departures.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { type Caller, newBrowserCaller, newCaller } from '../support/operations/caller.js';
import { halves } from '../platform/media/made-pictures.js';
import { asBytes, beginAt, expectNotTheirs, reading, send, tus } from './asking.js';

let app: TestApp;
let anna: Caller;
let boris: Caller;
let stranger: Caller;
let admin: Caller;
let room: number;
let picture: Buffer;

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  [anna, boris, stranger] = [
    await newCaller(app, 'anna'),
    await newCaller(app, 'boris'),
    await newCaller(app, 'stranger'),
  ];
  admin = await newCaller(app, 'ada', 'admin');
  room = await roomOf('private');
  picture = await halves(64, 32).png().toBuffer();
});
afterAll(() => app.close());

let rooms = 0;
const roomOf = (access: 'private' | 'public') =>
  addRoom(app.database, `room ${++rooms}`, { access, members: [anna.user, boris.user] });

const begin = (who: Caller, size: number, roomId = room) => beginAt(who, size, roomId);

async function begun(who: Caller, size: number, roomId = room): Promise<string> {
  const { status, headers } = await begin(who, size, roomId);
  expect(status).toBe(201);
  return headers.get('location')!;
}

/** A picture of Anna's, as it was sent. */
async function pictureIn(roomId: number, who = anna): Promise<FileView> {
  const path = await begun(who, picture.length, roomId);
  const { status } = await fetch(app.url + path, {
    method: 'PATCH',
    body: new Uint8Array(picture),
    headers: { ...asBytes, 'upload-offset': '0', authorization: `Bearer ${who.token}` },
  });
  expect(status).toBe(204);
  return (await who.must<{ file: FileView }>('GET', `${path}?wait=20`)).file;
}

const post = (who: Caller, file: FileView, roomId = room) =>
  who.call<MessageView>('POST', `/api/rooms/${roomId}/messages`, {
    clientId: randomUUID(),
    text: 'look',
    files: [file.id],
  });

async function postedIn(roomId: number): Promise<{ file: FileView; messageId: number }> {
  const file = await pictureIn(roomId);
  const { status, body } = await post(anna, file, roomId);
  expect(status).toBe(201);
  return { file, messageId: body.id };
}

describe('Nobody begins an upload', () => {
  test('for a room that they cannot write in', async () => {
    expect((await begin(stranger, 1)).status).toBe(404);
    expect((await begin(admin, 1)).status).toBe(404);
    expect((await begin(anna, 1, 987_654)).status).toBe(404);
    const open = await roomOf('public');
    expect((await begin(stranger, 1, open)).status).toBe(201);
  });

  test('with a token that only reads, and reads with it what its owner may', async () => {
    const reader = await anna.limitedTo(app, 'read');
    expect((await begin(reader, 1)).status).toBe(403);
    const path = await begun(anna, 4);
    expect((await send(reader, path, 'text')).status).toBe(403);
    expect((await reader.call('DELETE', path, undefined, tus)).status).toBe(403);
    const { file } = await postedIn(room);
    expect(await reading(reader, file)).toBe(200);
  });

  test('without a session', async () => {
    const nobody = await newBrowserCaller(app, 'leaver');
    const signedOut = await nobody.call('POST', '/logout', undefined);
    expect(signedOut.status).toBeLessThan(400);
    expect((await begin(nobody, 1)).status).toBe(401);
  });
});

describe('An upload under way', () => {
  test("is its own person's alone, whatever room it is for", async () => {
    const path = await begun(anna, 4);
    for (const other of [boris, stranger, admin]) await expectNotTheirs(other, path);
    expect((await send(anna, path, 'text')).status).toBe(204);
  });

  test('is not come by through the address of an own one', async () => {
    const [theirs, own] = [await begun(anna, 7), await begun(boris, 3)];
    const tricks = '?/ ?/../ ?x=/ ?x=%2f ?%2f /?/ #/ %3f/ / %2f %2f..%2f %5c ;/'.split(' ');
    for (const path of tricks.map((trick) => own + trick + theirs.split('/').at(-1)!)) {
      const { status, headers } = await boris.call('HEAD', path, undefined, tus);
      const isOwn = status === 200 && headers.get('upload-length') === '3';
      expect([path, status]).toEqual([path, isOwn ? 200 : 404]);
      expect([path, (await send(boris, path, 'xyz', 1)).status]).toEqual([path, isOwn ? 409 : 404]);
    }
    expect((await send(boris, `${own}?/${theirs.split('/').at(-1)!}`, 'xyz')).status).toBe(204);
    expect((await send(anna, theirs, 'letters')).status).toBe(204);
  });

  test('goes no further once they are signed out or their account is disabled', async () => {
    const leaver = await newBrowserCaller(app, 'leaver2');
    const open = await roomOf('public');
    const path = await begun(leaver, 4, open);
    expect((await send(leaver, path, 'te')).status).toBe(204);
    await leaver.call('POST', '/logout', undefined);
    expect((await send(leaver, path, 'xt', 2)).status).toBe(401);
    expect((await leaver.call('DELETE', path, undefined, tus)).status).toBe(401);

    const banned = await newCaller(app, 'banned');
    const theirs = await begun(banned, 4, open);
    expect((await send(banned, theirs, 'te')).status).toBe(204);
    await app.app.get(AccountChanges).disable(commandLine, banned.user.id);
    expect((await send(banned, theirs, 'xt', 2)).status).toBe(401);
    expect((await banned.call('GET', theirs)).status).toBe(401);
  });
});

describe('A file that is in no message', () => {
  test('is read, and posted, by nobody but whoever sent it', async () => {
    const file = await pictureIn(room);
    expect(await reading(anna, file)).toBe(200);
    for (const other of [boris, stranger, admin]) {
      expect(await reading(other, file)).toBe(404);
      await expectNotTheirs(other, `/api/files/${file.id}`);
    }
    expect((await post(boris, file)).status).toBe(404);
    expect((await post(anna, file, await roomOf('public'))).status).toBe(404);
  });

  test('is in none of a room that they were removed from', async () => {
    const place = await roomOf('private');
    const file = await pictureIn(place, boris);
    await app.app.get(Departures).depart(place, boris.user.id);
    expect((await post(boris, file, place)).status).toBe(404);
    expect((await begin(boris, 1, place)).status).toBe(404);
    expect((await boris.call('DELETE', `/api/files/${file.id}`, undefined, tus)).status).toBe(204);
    expect(await reading(boris, file)).toBe(404);
  });
});

describe('A posted file', () => {
  test('is read by members, and by administrators as inspectors; changed by its message alone', async () => {
    const { file } = await postedIn(room);
    expect(await reading(boris, file)).toBe(200);
    expect(await reading(stranger, file)).toBe(404);
    expect(await reading(admin, file)).toBe(200);
    expect(await reading(await admin.limitedTo(app, 'write'), file)).toBe(404);
    const path = `/api/files/${file.id}`;
    for (const who of [anna, boris, stranger, admin]) {
      expect((await who.call('DELETE', path, undefined, tus)).status).toBe(404);
      expect((await send(who, path, 'x')).status).toBe(404);
    }
    expect((await boris.call('PUT', `${path}/alt`, { alt: 'Mine now' })).status).toBe(404);
  });

  test('of a private room is seen by no administrator unnoticed: one entry in the audit log, whatever they ask for', async () => {
    const openings = async (subjectId: number) => {
      const { entries } = await app.app.get(AuditLog).list({ action: 'private_room_opened', subjectId }, 50);
      return entries.map(({ actor, subject }) => [actor?.username, subject?.name]);
    };
    for (const path of ['/files/ID/door.png?size=thumb', '/api/files/ID']) {
      const place = await roomOf('private');
      const ids: number[] = [];
      for (let each = 0; each < 3; each++) ids.push((await postedIn(place)).file.id);
      const all = () => ids.map((id) => admin.call('GET', path.replace('ID', String(id))));
      const statuses = (await Promise.all([...all(), ...all()])).map(({ status }) => status);
      expect(new Set(statuses)).toEqual(new Set([200]));
      expect(await openings(place)).toEqual([['ada', `room ${rooms}`]]);
    }
    for (const place of [
      await roomOf('public'),
      await addRoom(app.database, 'hers', { access: 'private', members: [anna.user, admin.user] }),
    ]) {
      expect(await reading(admin, (await postedIn(place)).file)).toBe(200);
      expect(await openings(place)).toEqual([]);
    }
  });

  test('is read no more by whoever was removed, or once its room is not open to them', async () => {
    const place = await roomOf('public');
    const { file } = await postedIn(place);
    expect(await reading(stranger, file)).toBe(200);
    await admin.must('PATCH', `/api/rooms/${place}`, { access: 'private' });
    expect(await reading(stranger, file)).toBe(404);
    expect(await reading(boris, file)).toBe(200);
    await app.app.get(Departures).depart(place, boris.user.id);
    expect(await reading(boris, file)).toBe(404);
  });

  test('is there for nobody once its message is deleted', async () => {
    const { file, messageId } = await postedIn(room);
    expect(await reading(boris, file)).toBe(200);
    await anna.must('DELETE', `/api/messages/${messageId}`);
    for (const who of [anna, boris, admin]) expect(await reading(who, file)).toBe(404);
  });

  test('between two is for these two, and for no administrator', async () => {
    const { roomId } = await anna.must<MessageView>('POST', '/api/direct/messages', {
      to: 'boris',
      clientId: randomUUID(),
      text: 'psst',
    });
    const { file } = await postedIn(roomId);
    for (const who of [anna, boris]) expect(await reading(who, file)).toBe(200);
    for (const who of [stranger, admin]) expect(await reading(who, file)).toBe(404);
    expect((await begin(admin, 1, roomId)).status).toBe(404);
  });
});
