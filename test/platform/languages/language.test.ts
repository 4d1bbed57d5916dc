/** Which language somebody is spoken to in. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { languageOf } from '../../../src/server/platform/languages/language.js';
import { startApp, type TestApp } from '../../support/app.js';
import { addRoom } from '../../support/factories.js';
import { Tab } from '../../support/socket.js';
import { Visitor } from '../../support/visitor.js';

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['ru', 'ru'],
  ['ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7', 'ru'],
  ['en-GB,en;q=0.9,ru;q=0.8', 'en'],
  ['ru;q=0.3, en;q=0.7', 'en'],
  ['RU-ru', 'ru'],
  ['de-DE, de;q=0.9, ru;q=0.4', 'ru'],
  ['de, fr', 'en'],
  ['*', 'en'],
  ['en;q=0, *', 'ru'],
  ['ru;q=0', 'en'],
  [';;q=,,ru;q=x', 'en'],
])('Accept-Language "%s": %s', (header, language) => {
  expect(languageOf({ headers: { 'accept-language': header } })).toBe(language);
});

test.each([
  ['samovar.language=ru', 'ru'],
  ['a=b; samovar.language=en; c=d', 'en'],
  ['samovar.language=xx', 'ru'],
  ['not-samovar.language=en', 'ru'],
])('The cookie "%s" comes before what the browser prefers', (cookie, language) => {
  expect(languageOf({ headers: { cookie, 'accept-language': 'ru' } })).toBe(language);
});

describe('Elena, whose browser prefers Russian,', () => {
  let app: TestApp;
  let elena: Visitor;

  beforeAll(async () => {
    app = await startApp();
    elena = new Visitor(app.url);
    await elena.register('elena');
  });
  afterAll(() => app.close());

  const russian = { 'accept-language': 'ru-RU,ru;q=0.9' };

  test('is told in Russian by the socket what commands there are, and why something is refused', async () => {
    const roomId = await addRoom(app.database, 'samovar');
    const tab = await Tab.open(app.url, elena.cookieHeader, { headers: russian });
    await tab.join('samovar');
    const send = (text: string) => tab.ask('message', { roomId, clientId: crypto.randomUUID(), text });
    expect(await send('/help')).toMatchObject({
      value: { help: expect.stringContaining('написать одному человеку') as unknown },
    });
    expect(await send('/dance')).toMatchObject({
      error: { message: expect.stringContaining('Команды /dance нет') as unknown },
    });
    tab.close();
  });

  test('is told the same over REST', async () => {
    const roomId = await addRoom(app.database, 'kettle');
    const tab = await Tab.open(app.url, elena.cookieHeader);
    await tab.join('kettle');
    tab.close();
    const token = await elena.csrfToken();
    const answer = await fetch(`${app.url}/api/rooms/${roomId}/messages`, {
      method: 'POST',
      headers: {
        ...russian,
        cookie: elena.cookieHeader,
        origin: app.url,
        'content-type': 'application/json',
        'x-csrf-token': token,
      },
      body: JSON.stringify({ text: '/help', clientId: crypto.randomUUID() }),
    });
    expect(await answer.json()).toEqual({
      help: expect.stringContaining('написать одному человеку') as unknown,
    });
  });
});
