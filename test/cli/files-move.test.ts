import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppModule } from '../../src/app.module.js';
import type { RunningConfig } from '../../src/server/config/config.js';
import { STORAGE } from '../../src/server/files/keeping/kept-files.js';
import { openStorage } from '../../src/server/platform/storage/open-storage.js';
import type { Storage } from '../../src/server/platform/storage/storage.js';
import { runCommand } from '../support/command.js';
import { testConfig } from '../support/config.js';
import { findProgram } from '../support/programs.js';
import { startServer } from '../support/server-process.js';
import { eventually } from '../support/socket.js';
import { type S3Server, startS3Server } from '../support/s3-server.js';
import { beginUpload, idAt, tusHeaders, uploaded } from '../support/upload.js';
import { moveHere, within } from './moving.js';
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
/** With what FILES_URL says, and before it a program that starts it. */
const move = (to: string, FILES_URL = '', before: string[] = []) =>
  runCommand(['files', 'move', to], { ...anna.north.config, FILES_URL }, before);

const settings = (more: Partial<RunningConfig>) => ({ ...anna.north.config, ...more });

const folder = () => join(anna.north.config.DATA_DIR, 'files');
const filesIn = (path: string) =>
  readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

/** A node without sockets and pages. */
const start = (FILES_URL: string, more = {}) => {
  const config = { ...testConfig(anna.north.database.url, { FILES_URL }), ...more };
  return NestFactory.createApplicationContext(AppModule.with(config), { logger: false, abortOnError: false });
};

const stage = async () =>
  (await anna.north.database.query<{ stage: string }>('select stage from storage_moves')).map(
    (row) => row.stage,
  );

describe('npm run files -- move', () => {
  test('moves nothing until every node has agreed, and none does to what it would not find', async () => {
    await anna.share(randomBytes(1_000));
    const stop = anna.keepBusy();
    const [strange, target] = [`file://${elsewhere}/strange`, `file://${elsewhere}/never`];
    await expect(moveHere(target, settings({ FILES_URL: strange }))).rejects.toThrow(
      /^Nothing was moved\. A node of the server cannot go along\. It keeps files at the folder \S+files, and not at the folder \S+strange: give the command the FILES_URL/,
    );
    await expect(
      moveHere(target, settings({ SESSION_SECRET: 'that of another shell, which had none' })),
    ).rejects.toThrow(
      /^Nothing was moved\. A node of the server cannot go along\. It cannot read where files go: give the command the SESSION_SECRET/,
    );
    const silent = randomUUID();
    await anna.north.database.query(`insert into nodes values ($1, now() + interval '14 seconds')`, [silent]);
    await expect(moveHere(target, anna.north.config, 2_500)).rejects.toThrow(
      /^Nothing was moved\. Not every node of the server \(1 did not\) said within 2\.5 seconds/,
    );
    await anna.north.database.query('delete from nodes where id = $1', [silent]);
    expect(await stop()).toBeGreaterThan(1);
    expect(await stage()).toEqual([]);
    expect(await keysIn(openStorage(target, ''))).toEqual([]);
    rmSync(join(elsewhere, 'strange'), { recursive: true });
    rmSync(join(elsewhere, 'never'), { recursive: true });
    await anna.expectAllAt(openStorage('', anna.north.config.DATA_DIR));
  });

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
    expect(stdout).toMatch(/^\d+ of \d+ objects, \d+\.\d MB$/m);
    expect(stdout).toMatch(
      /All files are at s3:\/\/127\.0\.0\.1:\d+\/samovar\/chat\. Set FILES_URL to that address/,
    );
    expect(stdout).not.toContain(s3.secret);
    expect(await stop()).toBeGreaterThan(1);
    expect(filesIn(folder())).toEqual([]);
    expect(existsSync(join(anna.north.config.DATA_DIR, 'scratch', 'moving'))).toBe(false);
    expect(await stage()).toEqual(['moved']);
    await anna.expectAllAt(openStorage(bucket(), ''));
  });

  test('a server that is started knows where files went, unless its FILES_URL can be neither', async () => {
    await expect(start(`file://${elsewhere}/other`)).rejects.toThrow(
      /^Files were moved to s3:\S+\/samovar\/chat, and FILES_URL is another place: set it to that address\.$/,
    );
    const lost = { SESSION_SECRET: 'another secret, as that one was lost' };
    await expect(start('', lost)).rejects.toThrow(/^Files were moved to s3:\S+\/chat: set FILES_URL to that/);
    const { DATABASE_URL, DATA_DIR, SESSION_SECRET } = anna.north.config;
    const server = await startServer({ DATABASE_URL, DATA_DIR, SESSION_SECRET });
    const sentence = /Files were moved to s3:\S+\/chat, and are kept there: set FILES_URL to that address/;
    await eventually(() => sentence.test(server.output()), 'nothing was said of where files are');
    await server.stop();
    const key = `${hashOf(anna.kept[0]!.bytes)}/full`;
    const [sealed] = await anna.north.database.query<{ source: Buffer; target: Buffer }>(
      'select source, target from storage_moves',
    );
    for (const address of [sealed!.source, sealed!.target])
      expect(address.toString('latin1')).not.toMatch(/file:|s3:|S3RVER/);
    // The doctor, say.
    await within(settings({ FILES_URL: bucket() }), async () => expect(await stage()).toEqual(['moved']));
    for (const [address, reached, secret] of [
      ['', 'moved', {}],
      [bucket(), 'moved', lost],
      [bucket(), 'confirmed', {}],
      ['', 'confirmed', {}],
    ] as const) {
      const node = await start(address, secret);
      expect(await node.get<Storage>(STORAGE).has(key)).toBe(true);
      await node.close();
      expect(await stage()).toEqual([reached]);
    }
    const other = within(settings({ FILES_URL: `file://${elsewhere}/other` }), () => Promise.resolve());
    await expect(other).rejects.toThrow(/^Files were moved to s3:\S+, and FILES_URL is another place/);
    expect(await stage()).toEqual(['confirmed']);
  });

  test('a disk that is full breaks it off, nobody moves anything elsewhere then, and there is a way back', async () => {
    const { stderr: first } = await move(`file://${elsewhere}/new`).ended;
    expect(first).toMatch(
      /^Files were moved to s3:\S+: set FILES_URL to that address and start all nodes again/,
    );
    const prlimit = findProgram('prlimit');
    const limit = prlimit ? [prlimit, '--fsize=60000'] : ['false'];
    const full = move(`file://${elsewhere}/new`, bucket(), limit);
    const stop = anna.keepBusy();
    const { code, stderr } = await full.ended;
    expect(code).toBe(1);
    if (prlimit) {
      expect(stderr).toMatch(/^A disk is full \(EFBIG\S*: .*\): make room on it\. Nothing is lost: /);
      const { stderr: refusal } = await move('data', bucket()).ended;
      expect(refusal).toMatch(/^Files are on their way from s3:\S+ to the folder \S+: let that end first/);
      await moveHere(bucket(), settings({ FILES_URL: bucket() }));
    }
    await stop();
    expect(filesIn(elsewhere)).toEqual([]);
    await anna.expectAllAt(openStorage(bucket(), ''));
  });

  test('a node that cannot go along keeps everything where it is', async () => {
    s3.meanwhile(/^PUT .*\/probe/, () => Promise.resolve(s3.failFor(/other\/check/)));
    const { code, stderr } = await move(s3.url({ prefix: 'other' }), bucket()).ended;
    s3.failFor(undefined);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^Nothing was moved\. A node of the server cannot go along\. The bucket samovar.*\. Correct the new address\.$/m,
    );
    expect(await keysIn(openStorage(s3.url({ prefix: 'other' }), ''))).toEqual([]);
    expect(await stage()).toEqual(['moved']);
    await anna.expectAllAt(openStorage(bucket(), ''));
  });

  test('takes everything back', async () => {
    const back = move('data', bucket());
    await back.said('Files move from');
    // As a server that starts much later tidies up there.
    rmSync(join(anna.north.config.DATA_DIR, 'scratch'), { recursive: true });
    const { code, stdout } = await back.ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(/All files are at the folder \S+files\. Leave FILES_URL out of the settings/);
    expect(await stage()).toEqual(['moved']);
    expect(await keysIn(openStorage(bucket(), ''))).toEqual([]);
    await anna.expectAllAt(openStorage('', anna.north.config.DATA_DIR));
    await (await start('')).close();
    expect(await stage()).toEqual(['confirmed']);
    // Whoever says that it is over may say another place after that.
    await (await start(`file://${elsewhere}/other`)).close();
    expect(await stage()).toEqual([]);
    await anna.expectAllAt(openStorage('', anna.north.config.DATA_DIR));
  });
});
