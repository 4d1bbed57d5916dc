/** What a browser and a search machine are told of a page before they show it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../src/server/config/project-root.js';
import { startApp, type TestApp } from '../../support/app.js';
import { Visitor } from '../../support/visitor.js';

let server: TestApp;
beforeAll(async () => {
  server = await startApp();
});
afterAll(() => server.close());

const tokens = readFileSync(join(projectRoot, 'public', 'css', 'tokens.css'), 'utf8');
const [, light, dark] = /--paper: light-dark\((#\w+), (#\w+)\)/.exec(tokens)!;
const colours = (page: string) =>
  [...page.matchAll(/<meta name="theme-color" ([^>]+)>/g)].map(([, text]) => text);

test("what surrounds a page has the colour of its paper: the system's, or the chosen one", async () => {
  const visitor = new Visitor(server.url);
  expect(colours((await visitor.get('/login')).body)).toEqual([
    `content="${light}" media="(prefers-color-scheme: light)"`,
    `content="${dark}" media="(prefers-color-scheme: dark)"`,
  ]);
  await visitor.post('/theme', { theme: 'dark' });
  expect(colours((await visitor.get('/login')).body)).toEqual([`content="${dark}"`]);
  await visitor.post('/theme', { theme: 'light' });
  expect(colours((await visitor.get('/login')).body)).toEqual([`content="${light}"`]);
  expect(readFileSync(join(projectRoot, 'public', 'manifest.webmanifest'), 'utf8')).toContain(
    `"theme_color": "${light}"`,
  );
});

test('a page says what it is of, in the language of whoever reads it', async () => {
  const described = async (language: string) =>
    /<meta name="description" content="([^"]+)">/.exec(
      (await new Visitor(server.url, language).get('/login')).body,
    )![1];
  expect(await described('en')).toMatch(/chat server/);
  expect(await described('ru')).toMatch(/чат-сервере/);
});
