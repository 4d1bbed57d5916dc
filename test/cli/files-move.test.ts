import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppModule } from '../../src/app.module.js';
import { STORAGE } from '../../src/server/files/keeping/kept-files.js';
import { openStorage } from '../../src/server/platform/storage/open-storage.js';
import type { Storage } from '../../src/server/platform/storage/storage.js';
import { runCommand } from '../support/command.js';
import { testConfig } from '../support/config.js';
import { findProgram } from '../support/programs.js';
import { type S3Server, startS3Server } from '../support/s3-server.js';
import { beginUpload, idAt, tusHeaders, uploaded } from '../support/upload.js';
import { hashOf, keysIn, Sharing } from './sharing.js';

jest.setTimeout(120_000);

let anna: Sharing;
let s3: S3Server;
let elsewhere: string;

beforeAll(async () => {
  [anna, s3] = [await Sharing.begin(), await startS3Server()];
  elsewhere = mkdtempSync(join(tmpdir(), 'samovar-elsewhere-'));
});
afterAll(async () => {
  await anna.end();
  await s3.close();
  rmSync(elsewhere, { recursive: true, force: true });
});

const bucket = () => s3.url({ prefix: 'chat' });
const move = (to: string, before: string[] = []) =>
  runCommand(['files', 'move', to], anna.north.config, before);

const folder = () => join(anna.north.config.DATA_DIR, 'files');
const filesIn = (path: string) =>
  readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

const stage = async () =>
  (await anna.north.database.query<{ stage: string }>('select stage from storage_moves')).map(
    (row) => row.stage,
  );

describe('npm run files -- move', () => {
  test('takes everything into a bucket while people send and read, though it is killed in between', async () => {
    for (const size of [1, 80_000, 200_000, 5_500_000, 90_000, 70_000, 300_000, 20])
      await anna.share(randomBytes(size));
    const begun = randomBytes(50_000);
    const { location } = await beginUpload(anna.atNorth, { room: anna.room, bytes: begun }, { all: false });
    const stop = anna.keepBusy();
    const first = move(bucket());
    s3.meanwhile(/^PUT .*\/full/, () => Promise.resolve(first.kill()));
    expect((await first.ended).code).toBeNull();
    expect(await stage()).toEqual(['copying']);
    expect(filesIn(folder()).length).toBeGreaterThan(0);

    // One message goes just when its file is on its way: the last of all that were there.
    const there = await keysIn(openStorage(`file://${folder()}`, ''));
    const last = anna.kept.find(({ bytes }) => there.at(-1)!.startsWith(hashOf(bytes)))!;
    let removed = Promise.resolve();
    s3.meanwhile(new RegExp(`^P.*${there.at(-1)}`), () => (removed = anna.remove(last)));
    const second = move(bucket());
    await second.said('Uploads that began before (1)');
    await removed;
    expect(anna.kept).not.toContain(last);
    const id = idAt(location);
    const sent = await anna.atSouth.request('PATCH', `/api/files/${id}`, begun, {
      ...tusHeaders,
      'x-csrf-token': await anna.atSouth.csrfToken(),
      'content-type': 'application/offset+octet-stream',
      'upload-offset': '0',
    });
    expect(sent.status).toBe(204);
    const { file } = await uploaded(anna.atNorth, id);
    await anna.post(file!, begun);

    const { code, stdout, stderr } = await second.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^\d+ of \d+ files, \d+\.\d MB$/m);
    expect(stdout).toMatch(
      /All files are at s3:\/\/127\.0\.0\.1:\d+\/samovar\/chat\. Set FILES_URL to that address/,
    );
    expect(stdout).not.toContain(s3.secret);
    expect(await stop()).toBeGreaterThan(5);
    expect(filesIn(folder())).toEqual([]);
    expect(existsSync(join(anna.north.config.DATA_DIR, 'scratch', 'moving'))).toBe(false);
    expect(await stage()).toEqual(['moved']);
    await anna.expectAllAt(openStorage(bucket(), ''));
  });

  test('a server that is started knows where files went, unless its FILES_URL can be neither', async () => {
    const start = (FILES_URL: string) =>
      NestFactory.createApplicationContext(
        AppModule.with(testConfig(anna.north.database.url, { FILES_URL })),
        {
          logger: false,
          abortOnError: false,
        },
      );
    await expect(start(`file://${elsewhere}/other`)).rejects.toThrow(
      /^Files were moved to s3:\S+\/samovar\/chat, and FILES_URL is another place: set it to that address\.$/,
    );
    const key = `${hashOf(anna.kept[0]!.bytes)}/full`;
    const [sealed] = await anna.north.database.query<{ source: Buffer; target: Buffer }>(
      'select source, target from storage_moves',
    );
    for (const address of [sealed!.source, sealed!.target])
      expect(address.toString('latin1')).not.toMatch(/file:|s3:|S3RVER/);
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
    const stop = anna.keepBusy();
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
    await anna.expectAllAt(openStorage(bucket(), ''));
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
    await anna.expectAllAt(openStorage(bucket(), ''));
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
        ...anna.north.config,
        FILES_URL: bucket(),
      }).ended;
      expect({ args, code, stdout }).toEqual({ args, code: 1, stdout: '' });
      expect(stderr.trim()).toMatch(sentence);
      expect(stderr).not.toMatch(/\n\s+at |wrong@/);
    }
    await anna.expectAllAt(openStorage(bucket(), ''));
  });

  test('takes everything back', async () => {
    const { code, stdout } = await move('data').ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(/All files are at the folder \S+files\.\n$/);
    expect(await stage()).toEqual(['confirmed']);
    expect(await keysIn(openStorage(bucket(), ''))).toEqual([]);
    await anna.expectAllAt(openStorage('', anna.north.config.DATA_DIR));
  });
});
