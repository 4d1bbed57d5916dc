/** What keeps files from being moved, and how a move ends: where no server runs. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningConfig } from '../../src/server/config/config.js';
import { MovesRepository } from '../../src/server/files/moving/moves.repository.js';
import { StartError } from '../../src/server/platform/errors/start-error.js';
import { openStorage } from '../../src/server/platform/storage/open-storage.js';
import { runCommand } from '../support/command.js';
import { testConfig } from '../support/config.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type S3Server, startS3Server } from '../support/s3-server.js';
import { eventually } from '../support/socket.js';
import { moveHere, within } from './moving.js';
import { hashOf, keysIn } from './sharing.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let config: RunningConfig;
let s3: S3Server;
let elsewhere: string;

beforeAll(async () => {
  [database, s3] = [await createTestDatabase(), await startS3Server()];
  config = testConfig(database.url, { FILES_URL: bucket() });
  elsewhere = mkdtempSync(join(tmpdir(), 'samovar-elsewhere-'));
});
afterAll(async () => {
  await database.drop();
  await s3.close();
  rmSync(elsewhere, { recursive: true, force: true });
});

const bucket = () => s3.url({ prefix: 'chat' });

function written(text: string): string {
  const path = join(elsewhere, randomUUID());
  writeFileSync(path, text);
  return path;
}

test('ends with the connection that keeps others from it, and goes on with no move but its own', async () => {
  await within(config, async (app) => {
    const moves = app.get(MovesRepository);
    let isAlone = false;
    const ended = moves.alone(
      (signal) =>
        new Promise((_resolve, reject) => {
          isAlone = true;
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
    );
    const outcome = expect(ended).rejects.toThrow('the database ended the connection');
    const kill = () =>
      database.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'samovar-files-move' and datname = current_database()`,
      );
    await eventually(() => isAlone, 'it never began');
    expect(await kill()).toHaveLength(1);
    await outcome;
    await expect(moves.reach('moved', 'the probe of another')).rejects.toThrow(/^Another command has begun/);
  });
});

test('says what is wrong in a sentence, and moves nothing', async () => {
  const key = `${hashOf(randomBytes(9))}/full`;
  await openStorage(bucket(), '').keep(key, written('tea'), 'text/plain');
  symlinkSync(elsewhere, join(elsewhere, 'link'));
  const nowhere = await runCommand(['files', 'move', 's3://a:b@127.0.0.1:9/bucket?tls=off'], config).ended;
  expect(nowhere).toMatchObject({ code: 1, stdout: '' });
  expect(nowhere.stderr).toMatch(/cannot be reached \(ECONNREFUSED\)\. Correct the new address/);
  for (const args of [[], ['move'], ['move', 'data', '--fast']]) {
    const { code, stdout, stderr } = await runCommand(['files', ...args], config).ended;
    expect({ args, code, stdout }).toEqual({ args, code: 1, stdout: '' });
    expect(stderr).toMatch(/^Use this/);
  }
  const wrong: [string, RegExp][] = [
    ['ftp://somewhere/else', /^The new address must look like file:.*; write data for the folder/],
    ['s3://nobody/x', /^The new address must look like s3:/],
    [s3.url({ prefix: '/chat/' }), /^Files are at s3:\S+ already: nothing was moved\.$/],
    [bucket().replace('127.0.0.1', 'localhost'), /^Files are at s3:\S+ already: nothing was moved\.$/],
    [s3.url({ secret: 'wrong' }), /does not take the key, the secret or the region in the new address/],
    [s3.url({ bucket: 'nothing' }), /^There is no bucket nothing/],
    [
      'file:///dev/null/files',
      /^The folder \/dev\/null\/files.*cannot be written.*set the new address to another/,
    ],
  ];
  for (const [to, sentence] of wrong) {
    const error = await moveHere(to, config).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(StartError);
    expect((error as Error).message).toMatch(sentence);
    expect((error as Error).message).not.toContain('wrong@');
  }
  expect(await keysIn(openStorage(bucket(), ''))).toEqual([key]);
});

test('ends, begun again, where the old place is gone or takes nothing any more', async () => {
  const key = `${hashOf(randomBytes(9))}/full`;
  const kept = s3.url({ prefix: 'kept' });
  await openStorage(kept, '').keep(key, written('stays'), 'text/plain');
  s3.failFor(/^(PUT|DELETE) .*\/kept\//);
  const again = async (source: string) => {
    const database = await createTestDatabase();
    const target = `file://${elsewhere}/${randomUUID()}`;
    const config = testConfig(database.url, { FILES_URL: target });
    await openStorage(target, '').check();
    await within(config, (app) =>
      app
        .get(MovesRepository)
        .write({ source, target, stage: 'emptying', probe: `${hashOf(randomBytes(9))}/probe` }),
    );
    const said = await moveHere(target, config);
    expect(await database.query('select stage from storage_moves')).toEqual([{ stage: 'moved' }]);
    await database.drop();
    return said;
  };
  const [gone, closed] = await Promise.all([again(`file://${elsewhere}/gone`), again(kept)]);
  s3.failFor(undefined);
  expect(gone).toMatch(/The old place cannot be asked any more \(ENOENT\) and is taken for empty\./);
  expect(existsSync(join(elsewhere, 'gone'))).toBe(false);
  expect(closed).toMatch(
    /Nothing can be removed from the old place \(\w+\): what is left there, remove yourself\./,
  );
  expect(await keysIn(openStorage(kept, ''))).toEqual([key]);
});
