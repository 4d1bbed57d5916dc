import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STORAGE } from '../../src/server/files/keeping/kept-files.js';
import { openStorage } from '../../src/server/platform/storage/open-storage.js';
import type { Storage } from '../../src/server/platform/storage/storage.js';
import { filePath, type FileView } from '../../src/shared/files.js';
import type { MessageView } from '../../src/shared/messages.js';
import { startApp, type TestApp } from '../support/app.js';
import { runCommand } from '../support/command.js';
import { addRoom } from '../support/factories.js';
import { findProgram } from '../support/programs.js';
import { type S3Server, startS3Server } from '../support/s3-server.js';
import { startServices } from '../support/services.js';
import { eventually, soon, Tab } from '../support/socket.js';
import { beginUpload, idAt, tusHeaders, upload, uploaded } from '../support/upload.js';
import { defaultPassword, Visitor } from '../support/visitor.js';

jest.setTimeout(120_000);

let north: TestApp;
let south: TestApp;
let s3: S3Server;
let anna: { north: Visitor; south: Visitor };
let tab: Tab;
let room: number;
let elsewhere: string;
const kept: { file: FileView; bytes: Buffer; message: MessageView }[] = [];

beforeAll(async () => {
  [north, s3] = [await startApp({ RATE_LIMITS: 'off' }), await startS3Server()];
  south = await startApp({ RATE_LIMITS: 'off' }, north.database);
  anna = { north: new Visitor(north.url), south: new Visitor(south.url) };
  await anna.north.register('anna');
  await anna.south.signIn('anna', defaultPassword);
  room = await addRoom(north.database, 'pictures');
  tab = await Tab.open(north.url, anna.north.cookieHeader);
  await tab.join('pictures');
  elsewhere = mkdtempSync(join(tmpdir(), 'samovar-elsewhere-'));
});
afterAll(async () => {
  tab.close();
  await south.close();
  await north.close();
  await s3.close();
  rmSync(elsewhere, { recursive: true, force: true });
});

const bucket = () => s3.url({ prefix: 'chat' });
const move = (to: string, before: string[] = []) => runCommand(['files', 'move', to], north.config, before);
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

const post = (file: FileView): Promise<MessageView> =>
  tab.must('message', {
    roomId: room,
    clientId: randomUUID(),
    text: '',
    files: [file.id],
  }) as Promise<MessageView>;

async function share(from: Visitor, size: number): Promise<void> {
  const bytes = randomBytes(size);
  const file = await upload(from, { room, bytes });
  kept.push({ file, bytes, message: await post(file) });
}

async function expectRead(
  visitor: Visitor,
  { file, bytes }: { file: FileView; bytes: Buffer },
): Promise<void> {
  const app = visitor === anna.north ? north : south;
  const headers = { cookie: visitor.cookieHeader, connection: 'close' };
  const response = await fetch(app.url + filePath(file), { headers });
  expect({ status: response.status, id: file.id }).toEqual({ status: 200, id: file.id });
  expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
}

async function remove(shared: (typeof kept)[number]): Promise<void> {
  kept.splice(kept.indexOf(shared), 1);
  await tab.must('delete', { messageId: shared.message.id });
  await eventually(
    async () =>
      (await north.database.query('select from files where id = $1', [shared.file.id])).length === 0,
    'the file stayed',
  );
}

/** People who read everything, and send something now and then, at both nodes, until they are told to stop. */
function busyPeople() {
  let isOver = false;
  let rounds = 0;
  const talk = (async () => {
    for (; !isOver; rounds++) {
      const [one, other] = rounds % 2 === 0 ? [anna.north, anna.south] : [anna.south, anna.north];
      const bytes = randomBytes(1_000 + rounds);
      const file = await upload(one, { room, bytes });
      await Promise.all([...kept, { file, bytes }].map((shared) => expectRead(other, shared)));
      kept.push({ file, bytes, message: await post(file) });
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  })();
  talk.catch(() => undefined);
  return async () => {
    isOver = true;
    await talk;
    return rounds;
  };
}

async function keysIn(storage: Storage): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of storage.list()) keys.push(key);
  return keys.sort();
}

const folder = () => join(north.config.DATA_DIR, 'files');
const filesIn = (path: string) =>
  readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

/** All that is wanted is at one place, and nothing else is. */
async function expectAllAt(storage: Storage): Promise<void> {
  await soon(async () => {
    const rows = await north.database.query<{ key: string }>(
      `select encode(sha256, 'hex') || '/' || part as key from contents, jsonb_object_keys(parts) part`,
    );
    expect(rows.map(({ key }) => key).sort()).toEqual(
      kept.map(({ bytes }) => `${hashOf(bytes)}/full`).sort(),
    );
    expect(await keysIn(storage)).toEqual(rows.map(({ key }) => key).sort());
  });
  for (const shared of kept) await expectRead(anna.south, shared);
}

const stage = async () =>
  (await north.database.query<{ stage: string }>('select stage from storage_moves')).map((row) => row.stage);

describe('npm run files -- move', () => {
  test('takes everything into a bucket while people send and read, though it is killed in between', async () => {
    for (const size of [1, 80_000, 200_000, 5_500_000, 90_000, 70_000, 300_000, 20])
      await share(anna.south, size);
    const begun = randomBytes(50_000);
    const { location } = await beginUpload(anna.north, { room, bytes: begun }, { all: false });
    const stop = busyPeople();
    const first = move(bucket());
    s3.meanwhile(/^PUT .*\/full/, () => Promise.resolve(first.kill()));
    expect((await first.ended).code).toBeNull();
    expect(await stage()).toEqual(['copying']);
    expect(filesIn(folder()).length).toBeGreaterThan(0);

    // One message goes just when its file is on its way: the last of all that were there.
    const there = await keysIn(openStorage(`file://${folder()}`, ''));
    const last = kept.find(({ bytes }) => there.at(-1)!.startsWith(hashOf(bytes)))!;
    let removed = Promise.resolve();
    s3.meanwhile(new RegExp(`^P.*${there.at(-1)}`), () => (removed = remove(last)));
    const second = move(bucket());
    await second.said('Uploads that began before (1)');
    await removed;
    expect(kept).not.toContain(last);
    const id = idAt(location);
    const sent = await anna.south.request('PATCH', `/api/files/${id}`, begun, {
      ...tusHeaders,
      'x-csrf-token': await anna.south.csrfToken(),
      'content-type': 'application/offset+octet-stream',
      'upload-offset': '0',
    });
    expect(sent.status).toBe(204);
    const { file } = await uploaded(anna.north, id);
    kept.push({ file: file!, bytes: begun, message: await post(file!) });

    const { code, stdout, stderr } = await second.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^\d+ of \d+ files, \d+\.\d MB$/m);
    expect(stdout).toMatch(
      /All files are at s3:\/\/127\.0\.0\.1:\d+\/samovar\/chat\. Set FILES_URL to that address/,
    );
    expect(stdout).not.toContain(s3.secret);
    expect(await stop()).toBeGreaterThan(5);
    expect(filesIn(folder())).toEqual([]);
    expect(existsSync(join(north.config.DATA_DIR, 'scratch', 'moving'))).toBe(false);
    expect(await stage()).toEqual(['moved']);
    await expectAllAt(openStorage(bucket(), ''));
  });

  test('a server that is started knows where files went, unless its FILES_URL can be neither', async () => {
    const start = (FILES_URL: string) => startServices(north.database, { FILES_URL });
    await expect(start(`file://${elsewhere}/other`)).rejects.toThrow(
      /^Files were moved to s3:\S+\/samovar\/chat, and FILES_URL is another place: set it to that address\.$/,
    );
    const key = `${hashOf(kept[0]!.bytes)}/full`;
    for (const [address, reached] of [
      ['', 'moved'],
      [bucket(), 'confirmed'],
      ['', 'confirmed'],
    ]) {
      const node = await start(address!);
      expect(await node.get<Storage>(STORAGE).has(key)).toBe(true);
      await node.close();
      expect(await stage()).toEqual([reached]);
    }
  });

  test('a disk that is full breaks it off, nobody moves anything elsewhere then, and there is a way back', async () => {
    const prlimit = findProgram('prlimit');
    const full = move(`file://${elsewhere}/new`, prlimit ? [prlimit, '--fsize=60000'] : ['false']);
    const stop = busyPeople();
    const { code, stderr } = await full.ended;
    expect(code).toBe(1);
    if (prlimit) {
      expect(stderr).toMatch(/^A disk is full \(EFBIG\S*: .*\): make room on it\. Nothing is lost: /);
      const { stderr: refusal } = await move('data').ended;
      expect(refusal).toMatch(/^Files are on their way from s3:\S+ to the folder \S+: let that end first/);
      expect((await move(bucket()).ended).code).toBe(0);
    }
    await stop();
    expect(filesIn(elsewhere)).toEqual([]);
    await expectAllAt(openStorage(bucket(), ''));
  });

  test('a node that cannot go along keeps everything where it is', async () => {
    s3.meanwhile(/^PUT .*\/probe/, () => Promise.resolve(s3.failFor(/other\/check/)));
    const { code, stderr } = await move(s3.url({ prefix: 'other' })).ended;
    s3.failFor(undefined);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^Nothing was moved, as a node of the server cannot go along\. The bucket samovar/,
    );
    expect(await keysIn(openStorage(s3.url({ prefix: 'other' }), ''))).toEqual([]);
    await expectAllAt(openStorage(bucket(), ''));
  });

  test('says what is wrong in a sentence, and moves nothing', async () => {
    symlinkSync(elsewhere, join(elsewhere, 'link'));
    const wrong: [string[], RegExp][] = [
      [[], /^Use this/],
      [['move'], /^Use this/],
      [['move', 'data', '--fast'], /^Use this/],
      [
        ['move', 'ftp://somewhere/else'],
        /^The new address must look like file:.*; write data for the folder/,
      ],
      [['move', 's3://nobody/x'], /^The new address must look like s3:/],
      [['move', s3.url({ prefix: '/chat/' })], /^Files are at s3:\S+ already: nothing was moved\.$/],
      [
        ['move', bucket().replace('127.0.0.1', 'localhost')],
        /^Files are at s3:\S+ already: nothing was moved\.$/,
      ],
      [
        ['move', 's3://a:b@127.0.0.1:9/bucket?tls=off'],
        /cannot be reached \(ECONNREFUSED\)\. Correct the new address/,
      ],
      [
        ['move', s3.url({ secret: 'wrong' })],
        /does not take the key, the secret or the region in the new address/,
      ],
      [['move', s3.url({ bucket: 'nothing' })], /^There is no bucket nothing/],
      [
        ['move', 'file:///proc/files'],
        /^The folder \/proc\/files.*cannot be written.*set the new address to another/,
      ],
    ];
    for (const [args, sentence] of wrong) {
      const { code, stdout, stderr } = await runCommand(['files', ...args], {
        ...north.config,
        FILES_URL: bucket(),
      }).ended;
      expect({ args, code, stdout }).toEqual({ args, code: 1, stdout: '' });
      expect(stderr.trim()).toMatch(sentence);
      expect(stderr).not.toMatch(/\n\s+at |wrong@/);
    }
    await expectAllAt(openStorage(bucket(), ''));
  });

  test('takes everything back', async () => {
    const { code, stdout } = await move('data').ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(/All files are at the folder \S+files\.\n$/);
    expect(await stage()).toEqual(['confirmed']);
    expect(await keysIn(openStorage(bucket(), ''))).toEqual([]);
    await expectAllAt(openStorage('', north.config.DATA_DIR));
  });
});
