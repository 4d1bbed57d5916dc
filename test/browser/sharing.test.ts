/** What another app shares: files and words go to the composer of the room that is chosen. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { AttachingStage } from './attaching-stage.js';

let stage: AttachingStage;
let page: Page;

beforeAll(async () => {
  stage = await AttachingStage.begin();
  page = stage.anna.page;
});

afterAll(() => stage.server.close());

/** As a system hands it to an installed app. */
async function share(text: string, ...fileNames: string[]): Promise<Locator> {
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
  await page.evaluate(`(() => {
    const transfer = new DataTransfer();
    for (const name of ${JSON.stringify(fileNames)})
      transfer.items.add(new File(['leeks'], name, { type: 'text/plain' }));
    const form = document.createElement('form');
    Object.assign(form, { method: 'post', action: '/shared', enctype: 'multipart/form-data' });
    const files = Object.assign(document.createElement('input'), { type: 'file', name: 'files', multiple: true });
    files.files = transfer.files;
    const words = Object.assign(document.createElement('input'), { name: 'text', value: ${JSON.stringify(text)} });
    form.append(files, words);
    document.body.append(form);
    form.submit();
  })()`);
  const shared = page.locator('#shared-files li');
  await shared.nth(fileNames.length - 1).waitFor();
  return shared;
}

const sendTo = async (room: string) => {
  await page.getByRole('radio', { name: room }).check();
  await page.getByRole('button', { name: 'Send' }).click();
};

test('what another app shares goes to the composer of the room that is chosen', async () => {
  const shared = await share('from the garden', 'дача.txt', 'beds.txt');
  expect(await shared.allTextContents()).toEqual(['дача.txt', 'beds.txt']);
  expect(await page.inputValue('[name=text]')).toBe('from the garden');
  await sendTo('garden');
  await page.locator('#room-name', { hasText: 'garden' }).waitFor();
  await stage.allThere(page, 2);
  expect(await page.inputValue('#text')).toBe('from the garden');
  await page.press('#text', 'Enter');
  await stage.sentWith('from the garden');
  expect((await stage.lastMessage()).files.map(({ name }) => name)).toEqual(['дача.txt', 'beds.txt']);
  await page.goto('/share');
  expect(await page.locator('#shared-files').isHidden()).toBe(true);
});

test('what a message cannot take of it stays, and it is said; so does what the browser cannot keep', async () => {
  const shared = await share('twelve beds', ...Array.from({ length: 12 }, (_, n) => `bed-${n + 1}.txt`));
  await sendTo('garden');
  await page.locator('#shared-files .error', { hasText: 'A message takes 10 files.' }).waitFor();
  expect(await shared.allTextContents()).toEqual(['bed-11.txt', 'bed-12.txt']);
  await page.evaluate(
    `IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); }`,
  );
  await sendTo('kitchen');
  await page.locator('#shared-files .error', { hasText: 'no room to keep bed-11.txt, bed-12.txt' }).waitFor();
  await page.goto('/share');
  await shared.nth(1).waitFor();
  await sendTo('kitchen');
  await page.locator('#room-name', { hasText: 'kitchen' }).waitFor();
  await stage.allThere(page, 2);
  expect(await page.inputValue('#text')).toBe('');
  for (let left = 2; left > 0; left--) await stage.cards().nth(0).locator('.upload-remove').click();
  await page.goto('/chat/garden');
  await stage.allThere(page, 10);
  expect(await page.inputValue('#text')).toBe('twelve beds');
  await page.press('#text', 'Enter');
  await stage.sentWith('twelve beds');
  expect((await stage.lastMessage()).files).toHaveLength(10);
});

test('no page complained', () => {
  expect(stage.anna.complaints).toEqual([]);
});
