import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkUp } from '../../src/server/cli/check-up.js';
import type { Check } from '../../src/server/files/checkup/check.js';
import type { RunningConfig } from '../../src/server/config/config.js';
import { startApp } from '../support/app.js';
import { runCommand } from '../support/command.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { addRoom } from '../support/factories.js';
import { Tab } from '../support/socket.js';
import { beginUpload, upload } from '../support/upload.js';
import { Visitor } from '../support/visitor.js';

jest.setTimeout(120_000);

interface Shared {
  id: number;
  bytes: Buffer;
  /** Of its message, where there is one. */
  messageId: number;
  seq: number;
}

const names = ['lost', 'short', 'unknown', 'nameless', 'forgotten', 'orphaned', 'gone', 'fine'] as const;
const shared = {} as Record<(typeof names)[number], Shared>;
let unsent: number;
let database: TestDatabase;
let config: RunningConfig;

const folder = () => join(config.DATA_DIR, 'files');
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const pathOf = (hash: string) => join(folder(), hash.slice(0, 2), hash.slice(2, 4), hash, 'full');
const doctor = (...args: string[]) => runCommand(['doctor', ...args], config).ended;

/** As if it had been made so many hours ago. */
function age(path: string, hours: number): void {
  const then = new Date(Date.now() - hours * 3_600_000);
  utimesSync(path, then, then);
}

/** Names and sizes of all files, and all rows. */
async function everything() {
  const [{ rows }] = (await database.query<{ rows: string }>(
    `select json_build_array((select json_agg(f order by id) from files f), (select json_agg(c order by sha256) from contents c),
       (select json_agg(m order by id) from messages m))::text as rows`,
  )) as [{ rows: string }];
  const files = readdirSync(config.DATA_DIR, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${join(parentPath, name)} ${statSync(join(parentPath, name)).size}`);
  return { rows, files: files.sort() };
}

/** Anna shares a file of each kind in the kitchen and stops her server, so that nothing mends itself. */
beforeAll(async () => {
  database = await createTestDatabase();
  const app = await startApp({ RATE_LIMITS: 'off' }, database);
  config = app.config;
  const anna = new Visitor(app.url);
  await anna.register('anna');
  const room = await addRoom(database, 'kitchen');
  const tab = await Tab.open(app.url, anna.cookieHeader);
  await tab.join('kitchen');
  for (const name of names) {
    const bytes = randomBytes(1_000);
    const { id } = await upload(anna, { room, name: `${name}.bin`, bytes });
    const message = { roomId: room, clientId: randomUUID(), text: '', files: [id] };
    const { id: messageId, seq } = (await tab.must('message', message)) as { id: number; seq: number };
    shared[name] = { id, bytes, messageId, seq };
  }
  unsent = (await upload(anna, { room, name: 'unsent.bin', bytes: randomBytes(100) })).id;
  await beginUpload(anna, { room, name: 'arriving.bin', bytes: randomBytes(100) }, { all: false });
  tab.close();
  await app.close();
});
afterAll(() => database.drop());

test('all is well on a server where all is well, and stays as it is', async () => {
  const before = await everything();
  expect(before.files.length).toBeGreaterThan(9);
  for (const args of [[], ['--mend']]) {
    expect(await doctor(...args)).toEqual({ code: 0, stdout: 'All is well.\n', stderr: '' });
    expect(await everything()).toEqual(before);
  }
});

test('what can be is mended, what people may need is left and told of', async () => {
  const strange = hashOf(randomBytes(10));
  const { lost, short, unknown, nameless, forgotten, orphaned, gone } = shared;
  const unused = hashOf(forgotten.bytes);
  const old = "now() - interval '2 days'";
  rmSync(pathOf(hashOf(lost.bytes)));
  writeFileSync(pathOf(hashOf(short.bytes)), short.bytes.subarray(1));
  const [content] = await database.query<Record<string, unknown>>(
    'delete from contents where sha256 = $1 returning *',
    [Buffer.from(hashOf(unknown.bytes), 'hex')],
  );
  for (const { bytes } of [unknown, forgotten]) age(pathOf(hashOf(bytes)), 2);
  await database.query('update messages set files = null where id = $1', [nameless.messageId]);
  await database.query('delete from files where id = $1', [forgotten.id]);
  await database.query(`update contents set created_at = ${old}`);
  await database.query('delete from messages where id = $1', [orphaned.messageId]);
  await database.query(`update files set created_at = ${old} where id = $1`, [unsent]);
  await database.query(`update files set gone_at = ${old} where id = $1`, [gone.id]);
  await database.query('delete from messages where id = $1', [gone.messageId]);
  mkdirSync(dirname(pathOf(strange)), { recursive: true });
  writeFileSync(pathOf(strange), 'stray');
  age(pathOf(strange), 2);
  for (const left of [join(folder(), 'uploads', '999999'), join(config.DATA_DIR, 'scratch', 'file-old')]) {
    mkdirSync(left, { recursive: true });
    age(left, 2);
  }
  // Just now on its way: nobody's yet, and left alone.
  const young = pathOf(hashOf(randomBytes(10)));
  mkdirSync(dirname(young), { recursive: true });
  writeFileSync(young, 'new');

  const before = await everything();
  const { code, stdout, stderr } = await doctor();
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  const named = (name: keyof typeof shared) =>
    `${name}.bin, sent by anna, in message #${shared[name].seq} of the room kitchen`;
  const wrong = [
    `! ${named('lost')}: ${hashOf(lost.bytes)}/full is missing`,
    `! ${named('short')}: ${hashOf(short.bytes)}/full has 999 bytes of 1000`,
    `! ${named('unknown')}: nothing is known of its content`,
    `- unsent.bin, sent by anna, in no message yet`,
    '- 1 of them',
    `- ${unused}`,
    `- ${strange}/full (5 bytes)`,
    '- upload 999999',
    `- ${join(config.DATA_DIR, 'scratch', 'file-old')}`,
    `! message #${forgotten.seq} of the room kitchen: 1 of its files`,
    `! ${named('nameless')}`,
    `- ${named('orphaned')}`,
  ];
  const found = stdout.match(/^ {2}\S.*$/gm)!.map((line) => line.trim());
  expect(found.sort()).toEqual([...wrong].sort());
  expect(stdout).toMatch(
    /"npm run doctor -- --mend" removes what nobody needs\. What is marked with ! cannot/,
  );
  expect(await everything()).toEqual(before);

  const mended = await doctor('--mend');
  expect(mended.code).toBe(1);
  for (const line of wrong) expect(mended.stdout).toContain(line.replace(/^-/, 'removed'));
  const again = (await doctor('--mend')).stdout.match(/^ {2}\S.*$/gm)!.map((line) => line.trim());
  expect(again.sort()).toEqual(wrong.filter((line) => line.startsWith('!')).sort());
  const left = (await everything()).files.join('\n');
  for (const { bytes } of [short, unknown, nameless, shared.fine]) expect(left).toContain(hashOf(bytes));
  for (const hash of [strange, unused, hashOf(orphaned.bytes), hashOf(gone.bytes)])
    expect(left).not.toContain(hash);

  // Anna has a backup.
  mkdirSync(dirname(pathOf(hashOf(lost.bytes))), { recursive: true });
  for (const { bytes } of [lost, short]) writeFileSync(pathOf(hashOf(bytes)), bytes);
  await database.query('insert into contents select * from json_populate_record(null::contents, $1)', [
    JSON.stringify({ ...content, sha256: `\\x${hashOf(unknown.bytes)}` }),
  ]);
  await database.query('update messages set files = array[$2::bigint] where id = $1', [
    nameless.messageId,
    nameless.id,
  ]);
  await database.query('update messages set files = null where id = $1', [forgotten.messageId]);
  expect(await doctor()).toEqual({ code: 0, stdout: 'All is well.\n', stderr: '' });
  expect(readFileSync(pathOf(hashOf(shared.fine.bytes))).equals(shared.fine.bytes)).toBe(true);
});

test('what could not be removed stays counted, and keeps nothing else from being looked at', async () => {
  const finding = (what: string, mend: () => Promise<void>): Check => ({
    title: what,
    async *findings() {
      yield Promise.resolve({ what, mend });
    },
  });
  const [health, said] = [{ mended: 0, mendable: 0, lost: 0 }, [] as string[]];
  const checks = [
    finding('stuck', () => Promise.reject(new Error('EACCES'))),
    finding('left', () => Promise.resolve()),
  ];
  await checkUp('Files', checks, true, health, (line) => said.push(line));
  expect(health).toEqual({ mended: 1, mendable: 1, lost: 0 });
  expect(said).toEqual(['Files: stuck', '  - stuck: not removed (EACCES)', 'Files: left', '  removed left']);
});

test('says how it is used, and what keeps it from its work', async () => {
  const { code, stderr } = await doctor('--heal');
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^Use this/) as unknown });
  const nowhere = await runCommand(['doctor'], {
    ...config,
    FILES_URL: 's3://a:b@127.0.0.1:9/bucket?tls=off',
  }).ended;
  expect(nowhere.code).toBe(1);
  expect(nowhere.stderr).toMatch(/cannot be reached \(ECONNREFUSED\)/);
});
