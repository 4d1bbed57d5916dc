/** What goes with its message, or unsent, and what stays: also where others are at it at the same moment, or something fails. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import type { MessageView } from '../../src/shared/messages.js';
import { CheckupRepository } from '../../src/server/files/checkup/checkup.repository.js';
import { ContentsRepository } from '../../src/server/files/keeping/contents.repository.js';
import { objectKey } from '../../src/server/files/keeping/kept-files.js';
import { WantedRepository } from '../../src/server/files/moving/wanted.repository.js';
import { MessageChangesService } from '../../src/server/messages/changing/message-changes.service.js';
import { MessagePreviews } from '../../src/server/messages/linked/message-previews.service.js';
import { RoomLog } from '../../src/server/messages/log/room-log.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { Statements } from '../../src/server/platform/postgres/statements.js';
import { openStorage } from '../../src/server/platform/storage/open-storage.js';
import { dataFolderOf } from '../support/config.js';
import { addRoom, addUser, draft } from '../support/factories.js';
import { untilSomebodyWaits } from '../support/locks.js';
import { codeOf, startServices, type TestServices } from '../support/services.js';
import { eventually } from '../support/socket.js';

let node: TestServices;
let anna: SignedInUser;
let room: number;

beforeAll(async () => {
  node = await startServices();
  anna = await addUser(node.database, 'anna');
  room = await addRoom(node.database, 'room', { members: [anna] });
});
afterAll(() => node.close());

const say = (text: string, files?: number[]) =>
  node.get(RoomLog).append({ ...draft(room, anna.id, text), ...(files && { files }) });

/** A file of Anna's that is ready. */
async function addFile(more: Record<string, unknown> = {}): Promise<number> {
  const given: Record<string, unknown> = {
    ...{ uploader_id: anna.id, room_id: room, name: 'file.bin', size: 1, state: 'ready', kind: 'other' },
    ...{ facts: { type: 'application/octet-stream', size: 1 }, sha256: randomBytes(32), ...more },
  };
  const names = Object.keys(given);
  const [row] = await node.database.query<{ id: number }>(
    `insert into files (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')}) returning id`,
    Object.values(given),
  );
  return row!.id;
}

const isThere = async (id: number) =>
  (await node.database.query('select from files where id = $1 and gone_at is null', [id])).length > 0;

/** Makes a change elsewhere, which is committed once `meanwhile` waits for it. */
async function committedWhile(
  meanwhile: () => Promise<unknown>,
  change: string,
  values: unknown[],
): Promise<void> {
  const other = new Client(node.database.url);
  await other.connect();
  try {
    await other.query('begin');
    await other.query(change, values);
    const waiting = meanwhile();
    await untilSomebodyWaits(node.database);
    await other.query('commit');
    await waiting;
  } finally {
    await other.end();
  }
}

describe('The picture of a preview goes', () => {
  test.each<[string, (message: MessageView) => Promise<unknown>]>([
    ['deleted', ({ id }) => node.get(MessageChangesService).delete(anna, { messageId: id })],
    ['edited', ({ id }) => node.get(MessageChangesService).edit(anna, { messageId: id, text: 'never mind' })],
    ['left without one', ({ id }) => node.get(MessagePreviews).hide(anna, { messageId: id })],
  ])('where another node adds it just when its message is %s', async (_what, change) => {
    const message = await say('see example.org');
    const { id, seq } = message;
    const picture = await addFile({ is_preview: true, message_id: id, seq, posted_at: new Date() });
    const preview = { url: 'https://example.org', kind: 'page', title: 'Example', picture: { id: picture } };
    await committedWhile(() => change(message), 'update messages set preview = $2 where id = $1', [
      id,
      preview,
    ]);
    expect(await isThere(picture)).toBe(false);
  });
});

test('a file that is posted just when it would go unsent stays', async () => {
  const repository = node.get(ContentsRepository, { strict: false });
  const post = 'update files set message_id = 1, seq = 1, place = 1, posted_at = now() where id = $1';
  const created_at = new Date(Date.now() - 48 * 3_600_000);
  const [posted, unsent] = [await addFile({ created_at }), await addFile({ created_at })];
  await committedWhile(() => repository.letGoOfUnsent(), post, [posted]);
  expect([await isThere(posted), await isThere(unsent)]).toEqual([true, false]);
  await checkup().letGoUnsent(posted);
  expect(await isThere(posted)).toBe(true);
});

const checkup = () => new CheckupRepository(node.get(Statements, { strict: false }), node.get(DataSource));

test('a file is in one message only, also where two that name it are written together', async () => {
  const [twice, once] = [await addFile(), await addFile()];
  const sent = [say('first', [twice, once]), say('second', [twice]), say('third')];
  expect(await Promise.all(sent.map((each) => codeOf(each)))).toEqual(['granted', 'not_found', 'granted']);
  const rows = await node.database.query<{ text: string }>(
    'select m.text from files f join messages m on m.id = f.message_id where f.id = any($1) order by f.id',
    [[twice, once]],
  );
  expect(rows.map(({ text }) => text)).toEqual(['first', 'first']);
});

test('whoever names a file of somebody else does not keep its owner from sending it', async () => {
  const boris = await addUser(node.database, 'boris');
  await node.database.query('insert into memberships (room_id, user_id) values ($1, $2)', [room, boris.id]);
  const file = await addFile();
  const theirs = node.get(RoomLog).append({ ...draft(room, boris.id, 'mine'), files: [file] });
  expect([await codeOf(theirs), await codeOf(say('no, mine', [file]))]).toEqual(['not_found', 'granted']);
});

test('an object that cannot be removed keeps no other, and is told of', async () => {
  const warn = jest.spyOn(Logger.prototype, 'warn');
  const storage = openStorage('', dataFolderOf(node.database.url));
  const [stuck, other] = [randomBytes(32), randomBytes(32)];
  const paths = [stuck, other].map((sha256) => storage.pathOf!(objectKey(sha256, 'full')));
  for (const path of paths) mkdirSync(dirname(path), { recursive: true });
  mkdirSync(paths[0]!);
  writeFileSync(paths[1]!, 'bytes');
  const gone_at = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  const ids = [
    await addFile({ sha256: stuck, gone_at: gone_at(2) }),
    await addFile({ sha256: other, gone_at: gone_at(1) }),
  ];
  const left = () => node.database.query<{ id: number }>('select id from files where id = any($1)', [ids]);
  await eventually(async () => (await left()).length < 2, 'the other one was not removed', 20_000);
  expect([await left(), existsSync(paths[1]!)]).toEqual([[{ id: ids[0] }], false]);
  const told = warn.mock.calls.filter(([text]) => String(text).includes('could not be removed'));
  expect(told).toEqual([[expect.stringContaining(`The file ${ids[0]},`)]]);
  warn.mockRestore();
});

test('whoever removes an object is told to stop while its lock still holds', async () => {
  const wanted = new WantedRepository(node.get(Statements, { strict: false }), node.get(DataSource));
  const hash = randomBytes(32).toString('hex');
  const isFree = async () => {
    const [row] = await node.database.query<{ free: boolean }>(
      'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as free',
      [hash],
    );
    return row!.free;
  };
  let freeWhenTold: boolean | undefined;
  const remove = async (signal: AbortSignal) => {
    await once(signal, 'abort');
    freeWhenTold = await isFree();
  };
  expect(await wanted.unlessWanted(`${hash}/full`, remove)).toBe(true);
  expect([freeWhenTold, await isFree()]).toEqual([false, true]);
});
