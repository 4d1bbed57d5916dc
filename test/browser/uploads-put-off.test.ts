/** Files that are taken back, put off or described while they are on their way; what breaks them off is between browser and server. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { addRoom } from '../support/factories.js';
import { eventually } from '../support/socket.js';
import { isOf, nameIn, open, pass, refusal, UploadsStage } from './uploads-stage.js';

let stage: UploadsStage;

/** More than goes with the first request. */
const large = 300 * 1024;
const part = 8 * 1024 ** 2;

beforeAll(async () => {
  stage = await UploadsStage.begin();
});

beforeEach(() => stage.reset());

afterAll(() => stage.server.close());

test('one that waits for its turn and is taken back is never sent', async () => {
  stage.hold('PATCH');
  await stage.attach(['a', 'b', 'c', 'd'], large);
  await stage.areHeld(3);
  await stage.card('waiting').locator('.upload-remove').click();
  await stage.letGo();
  await stage.card('there').nth(2).waitFor();
  await stage.attach(['after'], 10);
  await stage.card('there').nth(3).waitFor();
  expect(stage.begun).toHaveLength(4);
  await stage.removeAll();
});

test('one that is taken back while the browser still keeps its bytes is never sent', async () => {
  // A long piece of work in the same database.
  await stage.inStores("(function goOn() { window.isOver || (files.get('none').onsuccess = goOn) })()");
  await stage.attach(['film'], large);
  await stage.card('waiting').locator('.upload-remove').click();
  await stage.page.evaluate('isOver = true');
  await stage.attach(['after'], 10);
  await stage.card('there').waitFor();
  expect(stage.begun).toEqual(['after']);
  await stage.removeAll();
});

test('three that the server puts off say why, and hold up no other', async () => {
  const full = 'The disk of the server is nearly full: it takes no files until there is room again.';
  stage.proxy = (route) =>
    isOf(route, 'POST') && nameIn(route.request()).startsWith('stuck')
      ? route.fulfill(refusal(503, full))
      : pass(route);
  await stage.attach(['stuck 1', 'stuck 2', 'stuck 3', 'free'], 10);
  await stage.card('there').waitFor();
  await stage.card('going').getByText(full).nth(2).waitFor();
  await stage.page.locator('.files-note.error', { hasText: `stuck 1, stuck 2, stuck 3: ${full}` }).waitFor();
  stage.proxy = pass;
  await stage.hurry();
  await stage.card('there').nth(3).waitFor();
  await stage.removeAll();
});

test('who has sent too much is told what to do, and when that is done it goes on', async () => {
  await stage.server.database.query(
    "insert into files (uploader_id, room_id, name, size) select $1, 1, 'old', 1 from generate_series(1, 100)",
    [stage.annaId],
  );
  await stage.attach(['leeks'], 10);
  await stage.card('going').getByText('100 of your files wait to be sent.').waitFor();
  await stage.server.database.query("delete from files where name = 'old'");
  await stage.hurry();
  await stage.card('there').waitFor();
  await stage.removeAll();
});

test('who was removed from the room meanwhile is told that it is not taken', async () => {
  const cellar = await addRoom(stage.server.database, 'cellar', { access: 'private' });
  await stage.server.database.query('insert into memberships (room_id, user_id) values ($1, $2)', [
    cellar,
    stage.annaId,
  ]);
  const second = await stage.anna.context.newPage();
  await open(second, '/chat/cellar');
  stage.hold('POST');
  await stage.attach(['leeks'], 10, second);
  await stage.areHeld(1);
  await stage.server.database.query('delete from memberships where room_id = $1', [cellar]);
  await stage.letGo();
  await stage.card('failed', second).getByText('Retry').waitFor();
  expect(stage.begun).toHaveLength(1);
  await second.close();
});

test('whatever keeps the server from saying how far it is, it goes on from there, once', async () => {
  const broken: Record<string, number> = {};
  /** The first ones of a kind. */
  const isAmong = (kind: string, first: number) => (broken[kind] = (broken[kind] ?? 0) + 1) <= first;
  stage.proxy = async (route) => {
    const isAsked = route.request().url().includes('wait=');
    if (route.request().headers()['upload-offset'] === String(part) && isAmong('part', 1))
      await route.abort();
    else if (isOf(route, 'HEAD') && isAmong('head', 2))
      await route.fulfill({ status: broken.head === 1 ? 502 : 409 });
    else if (isAsked && isAmong('state', 1)) await route.fulfill({ json: { state: 'arriving' } });
    else await pass(route);
  };
  await stage.attach(['film'], part + large);
  await eventually(async () => {
    await stage.hurry();
    return (await stage.card('there').count()) === 1;
  }, 'it never arrived');
  expect(broken).toEqual({ part: 2, head: 4, state: 2 });
  expect(stage.begun).toEqual(['film']);
  expect(stage.offsets).toEqual([0, part, part]);
  await stage.removeAll();
});

test('what the server takes nothing of is tried less and less often', async () => {
  // Of two tabs that show a file either may send it.
  await stage.page.goto('about:blank');
  const second = await stage.tabWith(`
    Math.random = () => 0.123;
    window.delays = [];
    const { setTimeout } = window;
    window.setTimeout = (work, delay, ...rest) => delays.push(delay) && setTimeout(work, delay, ...rest);
  `);
  stage.proxy = (route) => (isOf(route, 'PATCH') ? route.abort() : pass(route));
  await stage.attach(['film'], large, second);
  const pauses = async () => {
    const delays = await second.evaluate<number[]>('delays');
    return [623, 1246, 2492].map((pause) => delays.filter((delay) => Math.round(delay) === pause).length);
  };
  for (const count of [1, 2, 3]) {
    await eventually(
      // A browser that stands still for a moment has gone on by itself.
      async () => (await pauses()).reduce((sum, some) => sum + some) >= count,
      'it never paused',
    );
    await stage.hurry(second);
  }
  expect(await pauses()).toEqual([1, 1, 1]);
  await second.locator('.composer .upload-remove').click();
  await second.close();
  await open(stage.page);
});

async function describe(words: string): Promise<void> {
  await stage.page.locator('.composer .upload-open').click();
  await stage.page.fill('#upload-alt', words);
  await stage.page.keyboard.press('Enter');
  await stage.page.locator('dialog.upload-options').waitFor({ state: 'detached' });
}

const pick = (buffer: Buffer) =>
  stage.page.locator('.file-picker').setInputFiles([{ name: 'door.png', mimeType: 'image/png', buffer }]);

/** As the server knows it. */
async function alt(): Promise<string | null | undefined> {
  const [row] = await stage.server.database.query<{ alt: string | null }>(
    "select alt from files where name = 'door.png' order by id desc limit 1",
  );
  return row?.alt;
}

test('what is said of a picture while it goes is told, though the page is loaded anew meanwhile', async () => {
  const raw = { width: 400, height: 400, channels: 3 } as const;
  const noise = await sharp(randomBytes(400 * 400 * 3), { raw })
    .png()
    .toBuffer();
  stage.hold('PATCH');
  await pick(noise);
  await stage.areHeld(1);
  await describe('A green door');
  await open(stage.page);
  await stage.letGo();
  await stage.hurry();
  await stage.card('there').waitFor();
  expect(await alt()).toBe('A green door');
  expect(stage.begun).toHaveLength(1);
  await stage.removeAll();
});

test('what is said while its one request is under way is told, and its message waits for what is said last', async () => {
  const create = { width: 30, height: 20, channels: 3, background: 'red' } as const;
  stage.hold('POST');
  await pick(await sharp({ create }).png().toBuffer());
  await stage.areHeld(1);
  await describe('A green door');
  await stage.letGo();
  await stage.card('there').waitFor();
  expect(await alt()).toBe('A green door');
  let tried = 0;
  stage.proxy = async (route) => {
    if (!isOf(route, 'PUT') || ++tried > 2) return pass(route);
    await (tried === 1 ? route.fulfill(refusal(429, 'Later.')) : route.abort());
  };
  await describe('A red door');
  await stage.page.fill('#text', 'described');
  await stage.page.press('#text', 'Enter');
  await eventually(async () => {
    await stage.hurry();
    return (await stage.server.database.query("select from messages where text = 'described'")).length === 1;
  }, 'it was never stored');
  expect(tried).toBe(3);
  expect(await alt()).toBe('A red door');
});

test('a database that does not answer, or that has not got it yet, is asked again with Retry', async () => {
  await stage.attach(['leeks'], 10);
  await stage.card('there').waitFor();
  const second = await stage.tabWith(`
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (name, version) {
      if (name.includes('files') && !window.isMended) throw new Error('the disk does not answer');
      return open.call(this, name, version);
    };
  `);
  await stage.card('failed', second).getByText('It could not be sent.').waitFor();
  await second.evaluate('isMended = true');
  await stage.card('failed', second).getByText('Retry').click();
  await stage.card('there', second).waitFor();
  await second.close();
  const third = await stage.anna.context.newPage();
  await stage.inStores(
    'window.kept = [await answer(files.getAll()), await answer(bytes.getAllKeys()), await answer(bytes.getAll())]; files.clear(); bytes.clear()',
  );
  await open(third);
  await stage.card('failed', third).getByText('This browser has not kept it.').waitFor();
  await stage.inStores(
    'for (const [index, file] of kept[0].entries()) { files.put(file); bytes.put(kept[2][index], kept[1][index]) }',
  );
  await stage.card('failed', third).getByText('Retry').click();
  await stage.card('there', third).waitFor();
  await third.close();
});
