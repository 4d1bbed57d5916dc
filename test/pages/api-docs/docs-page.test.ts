/** The documentation in a browser: for anybody, complete, readable on a phone, without any outside request. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { clientEvents, serverEvents } from '../../../src/shared/events.js';
import { violations } from '../../support/accessibility.js';
import { startApp, type TestApp } from '../../support/app.js';
import { close, somebody } from '../../support/browser.js';
import type { Document } from '../../support/operations/answers.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.close());

test.each([
  ['light', '/api/docs'],
  ['dark', '/api/docs'],
  ['light', '/api/docs/socket'],
  ['dark', '/api/docs/socket'],
] as const)('the documentation offends against nothing when it is %s: %s', async (colorScheme, path) => {
  const reader = await somebody(app.url, { colorScheme, reducedMotion: 'reduce' });
  await reader.page.goto(path);
  expect(await violations(reader)).toEqual([]);
  await reader.page.evaluate(
    "document.querySelectorAll('details').forEach((details) => (details.open = true))",
  );
  expect(await violations(reader)).toEqual([]);
  expect(reader.complaints).toEqual([]);
  await close(reader.context);
});

test('it shows each operation of the document, fits a phone, and asks nobody else for anything', async () => {
  const { page, context } = await somebody(app.url, { viewport: { width: 320, height: 640 } });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).origin));
  await page.goto('/api/docs');
  const document = (await (await fetch(`${app.url}/api/openapi.json`)).json()) as Document;
  const ids = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  const shown = await page.evaluate<string[]>(
    "[...document.querySelectorAll('details.operation')].map(({ id }) => id)",
  );
  expect(shown.sort()).toEqual(ids.sort());
  await page.locator('#postMessage > summary').click();
  await page.locator('#postMessage pre', { hasText: 'curl -X POST' }).waitFor();
  await page.evaluate("document.querySelectorAll('details').forEach((details) => (details.open = true))");
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  const links = await page.evaluate<string[]>(
    "[...document.querySelectorAll('.api-type a')].map((link) => link.getAttribute('href'))",
  );
  for (const link of new Set(links)) expect([link, await page.locator(link).count()]).toEqual([link, 1]);
  expect(new Set(asked)).toEqual(new Set([app.url]));
  await close(context);
});

test('the page of the socket shows each event, fits a phone, and all its links lead somewhere', async () => {
  const { page, context } = await somebody(app.url, { viewport: { width: 320, height: 640 } });
  await page.goto('/api/docs');
  await page.locator('a', { hasText: 'a page of its own' }).click();
  await page.locator('#chat_message').waitFor();
  const shown = await page.evaluate<string[]>(
    "[...document.querySelectorAll('details.operation .api-path')].map(({ textContent }) => textContent)",
  );
  expect(shown).toEqual([...Object.keys(clientEvents), ...Object.keys(serverEvents)]);
  await page.evaluate("document.querySelectorAll('details').forEach((details) => (details.open = true))");
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  const links = await page.evaluate<string[]>(
    "[...document.querySelectorAll('.api-type a')].map((link) => link.getAttribute('href'))",
  );
  for (const link of new Set(links)) expect([link, await page.locator(link).count()]).toEqual([link, 1]);
  await close(context);
});
