import { describe, expect, test } from '@jest/globals';
import { readdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createTestDatabase } from '../support/database.js';
import {
  type Ended,
  postgresPid,
  runToEnd,
  startServer,
  temporaryFolder,
} from '../support/server-process.js';

const start = (environment: Record<string, string>) => runToEnd(['dist/bundle/main.js'], environment);

/** Starts the server with a limit of blocks on each file that it or its PostgreSQL writes. */
const underLimit = `
  const { spawnSync } = require('node:child_process');
  const command = 'ulimit -f ' + process.argv[1] + '; exec "$0" dist/bundle/main.js';
  const { status } = spawnSync('sh', ['-c', command, process.execPath], { stdio: 'inherit' });
  process.exitCode = status;`;

/** One sentence on standard error, exit code 1, and nothing that looks like a stack. */
function expectSentence({ code, stdout, stderr }: Ended, sentence: string | RegExp): void {
  expect(stderr).toMatch(sentence);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(stdout).toBe('');
  expect(code).toBe(1);
}

describe('a start that cannot succeed says why in one sentence', () => {
  test('bad variables, all of them at once', async () => {
    const ended = await start({ PORT: 'abc', REGISTRATION: 'perhaps', DATA_DIR: temporaryFolder() });
    expectSentence(
      ended,
      /^PORT must be a number from 0 to 65535; REGISTRATION must be open, link or closed\. /,
    );
  });

  test('mail without a name to come from, or one to lead to', async () => {
    const ended = await start({ SMTP_URL: 'smtp://mail.example.org', DATA_DIR: temporaryFolder() });
    expectSentence(
      ended,
      /^MAIL_FROM must be set with SMTP_URL: [^;]*; PUBLIC_URL must be set with SMTP_URL: links in mails begin with it\. /,
    );
  });

  test('a file where the data folder should be', async () => {
    const file = join(temporaryFolder(), 'data');
    writeFileSync(file, '');
    expectSentence(await start({ DATA_DIR: file }), `The data folder ${file} cannot be written to (a file`);
  });

  test('a data folder below a file', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expectSentence(
      await start({ DATA_DIR: join(file, 'data') }),
      'cannot be written to (a file is in the way)',
    );
  });

  test('a pair of keys that is none', async () => {
    const environment = {
      VAPID_PUBLIC_KEY: 'B'.repeat(87),
      VAPID_PRIVATE_KEY: 'A'.repeat(42) + 'E',
      DATA_DIR: temporaryFolder(),
    };
    expectSentence(await start(environment), 'VAPID_PUBLIC_KEY does not belong to VAPID_PRIVATE_KEY');
  });

  test('a taken port, with PostgreSQL stopped again', async () => {
    const dataDir = temporaryFolder();
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const ended = await start({ DATA_DIR: dataDir, PORT: String(port) });
    other.close();
    expectSentence(ended, `Port ${port} on 127.0.0.1 is taken`);
    expect(readdirSync(dataDir)).toContain('postgresql');
    expect(postgresPid(dataDir)).toBeUndefined();
  });

  test('an address that is not of this machine', async () => {
    const database = await createTestDatabase();
    const ended = await start({ DATABASE_URL: database.url, DATA_DIR: temporaryFolder(), HOST: '192.0.2.1' });
    expectSentence(ended, 'This machine has no address 192.0.2.1: correct HOST.');
    await database.drop();
  });

  test('a disk that is full, at the first start and at a later one', async () => {
    const dataDir = temporaryFolder();
    // Of no file more than so many blocks (512 or 1,024 bytes) can be written: PostgreSQL's log comes in pieces of 16 MB.
    const startWith = (blocks: number) => runToEnd(['-e', underLimit, String(blocks)], { DATA_DIR: dataDir });
    const isFull = new RegExp(`^The disk of ${dataDir}\\S* is full \\(.*File too large\\): make room on it`);
    expectSentence(await startWith(8_192), isFull);
    await (await startServer({ DATA_DIR: dataDir })).stop();
    expectSentence(await startWith(24), isFull);
  });

  test('half an administrator', async () => {
    const database = await createTestDatabase();
    const ended = await start({
      DATABASE_URL: database.url,
      DATA_DIR: temporaryFolder(),
      ADMIN_USERNAME: 'root',
    });
    expectSentence(ended, 'ADMIN_USERNAME and ADMIN_PASSWORD belong together: set both, or neither.');
    await database.drop();
  });
});

describe('a DATABASE_URL that does not do', () => {
  const startOn = (url: string) => start({ DATABASE_URL: url, DATA_DIR: temporaryFolder() });

  test('nothing answers there; the password is not shown', async () => {
    const ended = await startOn('postgresql://samovar:hunter2hunter2@127.0.0.1:1/samovar');
    expectSentence(
      ended,
      /^The PostgreSQL at 127\.0\.0\.1:1 cannot be reached \(.*\): start it, or correct DATABASE_URL\.\n$/,
    );
    expect(ended.stderr).not.toContain('hunter2');
  });

  test('no such host', async () => {
    expectSentence(
      await startOn('postgresql://samovar@no-such-host.invalid/samovar'),
      'no-such-host.invalid',
    );
  });

  test('no address at all', async () => {
    expectSentence(
      await startOn('the usual one'),
      'DATABASE_URL must look like postgresql://user:password@host:5432/name',
    );
  });

  test('no such database, or no such user', async () => {
    const database = await createTestDatabase();
    const address = new URL(database.url);
    address.pathname = '/nowhere';
    expectSentence(
      await startOn(address.href),
      'has no database nowhere: create it, or correct DATABASE_URL.',
    );
    address.username = 'nobody_here';
    expectSentence(await startOn(address.href), 'does not let user nobody_here in');
    await database.drop();
  });

  test('a user that may not make tables, a database that is not in UTF-8', async () => {
    const database = await createTestDatabase();
    const suffix = new URL(database.url).pathname.slice(1);
    await database.query(
      `create database latin_${suffix} encoding 'LATIN1' template template0 locale_provider libc locale 'C'`,
    );
    const latin = new URL(database.url);
    latin.pathname = `/latin_${suffix}`;
    expectSentence(await startOn(latin.href), 'is encoded in LATIN1');
    await database.query(`drop database latin_${suffix}`);
    const foreign = new URL(database.url);
    foreign.pathname = '/postgres';
    expectSentence(await startOn(foreign.href), 'may not create tables in its database');
    await database.drop();
  });
});

describe('a server on an external PostgreSQL', () => {
  test('starts nothing of its own but the secret, and answers', async () => {
    const database = await createTestDatabase();
    const dataDir = temporaryFolder();
    const server = await startServer({ DATABASE_URL: database.url, DATA_DIR: dataDir });
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    expect(readdirSync(dataDir)).toEqual(['files', 'session-secret', 'vapid-private-key']);
    expect((await server.stop()).code).toBe(0);
    await database.drop();
  });

  test('ADMIN_USERNAME and ADMIN_PASSWORD make its administrator once, and no set-up link', async () => {
    const database = await createTestDatabase();
    const environment = {
      DATABASE_URL: database.url,
      DATA_DIR: temporaryFolder(),
      ADMIN_USERNAME: 'Root',
      ADMIN_PASSWORD: 'correct horse battery',
    };
    const server = await startServer(environment);
    expect(server.setupUrl).toBeUndefined();
    expect(await database.query('select username, role from users')).toEqual([
      { username: 'Root', role: 'admin' },
    ]);
    await server.stop();
    await (await startServer(environment)).stop();
    expect(await database.query('select username from users')).toHaveLength(1);
    await database.drop();
  });

  test('says loudly that rate limits are off, and where people register by link', async () => {
    const database = await createTestDatabase();
    const server = await startServer({
      DATABASE_URL: database.url,
      DATA_DIR: temporaryFolder(),
      RATE_LIMITS: 'off',
      REGISTRATION: 'link',
    });
    const { stdout } = await server.stop();
    expect(stdout).toContain('WARNING: RATE_LIMITS=off');
    const link = /People register at (\S+)/.exec(stdout)?.[1];
    expect(link).toMatch(new RegExp(`^${server.url}/register#[\\w-]{22}$`));
    await database.drop();
  });
});
