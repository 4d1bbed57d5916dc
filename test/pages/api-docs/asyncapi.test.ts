/** The documentation of the socket: a valid AsyncAPI document with every event, and what is answered keeps to it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import specs from '@asyncapi/specs';
import { Ajv, type ValidateFunction } from 'ajv';
import ajvFormats from 'ajv-formats';
import { randomUUID } from 'node:crypto';
import { clientEvents, serverEvents } from '../../../src/shared/events.js';
import type { AsyncApi } from '../../../src/server/pages/api-docs/asyncapi.js';
import { startApp, type TestApp } from '../../support/app.js';
import { addRoom } from '../../support/factories.js';
import { soon, Tab } from '../../support/socket.js';
import { Visitor } from '../../support/visitor.js';

let app: TestApp;
let document: AsyncApi;
let schemaOf: (message: string) => ValidateFunction;

beforeAll(async () => {
  app = await startApp();
  document = (await (await fetch(`${app.url}/api/asyncapi.json`)).json()) as AsyncApi;
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajvFormats.default(ajv);
  ajv.addSchema(document, 'document');
  schemaOf = (message) => ajv.compile({ $ref: `document#/components/messages/${message}/payload` });
});

afterAll(() => app.close());

test('the document is what AsyncAPI 3.0 says one is', () => {
  const ajv = new Ajv({ strict: false, logger: false, validateFormats: false });
  const isValid = ajv.compile(specs.schemasWithoutId['3.0.0']);
  isValid(document);
  expect(isValid.errors ?? []).toEqual([]);
  expect(isValid({ ...document, operations: { join: { action: 'shout' } } })).toBe(false);
});

test('it holds every event, each way', () => {
  const named = (action: string) =>
    Object.values(document.operations)
      .filter((operation) => operation.action === action)
      .map(({ messages: [message] }) => message!.$ref.split('/').at(-1)!)
      .map((message) => document.components.messages[message]!.name);
  expect(named('receive').sort()).toEqual(Object.keys(clientEvents).sort());
  expect(named('send').sort()).toEqual(Object.keys(serverEvents).sort());
});

test('what the server answers and says is what the document says it does', async () => {
  const [anna, boris] = [new Visitor(app.url), new Visitor(app.url)];
  await anna.register('anna');
  await boris.register('boris');
  await addRoom(app.database, 'kitchen');
  const [tab, other] = [
    await Tab.open(app.url, anna.cookieHeader),
    await Tab.open(app.url, boris.cookieHeader),
  ];
  const check = (message: string, payload: unknown) => {
    const isAsSaid = schemaOf(message);
    expect([message, isAsSaid(payload), isAsSaid.errors]).toEqual([message, true, null]);
  };
  const ask = async (...[event, payload]: Parameters<Tab['ask']>) => {
    const answer = await tab.ask(event, payload);
    check(`${event}_answer`, answer);
    return answer;
  };

  const joined = await tab.must('join', { room: 'kitchen' });
  const roomId = joined.room.id;
  await other.must('join', { room: 'kitchen' });
  await ask('join', { room: 'kitchen', rev: 0 });
  await ask('join', { room: 'nowhere' });
  await ask('message', { roomId, clientId: randomUUID(), text: '**hello** @boris' });
  await ask('message', { roomId, clientId: randomUUID(), text: '/topic soup' });
  await ask('message', { roomId, clientId: randomUUID(), text: '/help' });
  await ask('message', { roomId, clientId: 'none', text: '' });
  await ask('private_message', { to: 'boris', clientId: randomUUID(), text: 'psst' });
  const { messages } = await tab.must('history', { roomId });
  const messageId = messages[0]!.id;
  await ask('history', { roomId });
  await ask('react', { messageId, emoji: '👍', on: true });
  await ask('edit', { messageId, text: 'hello' });
  await ask('delete', { messageId });
  await ask('typing', { roomId });
  await ask('read', { roomId, seq: 1 });
  await soon(() => {
    const heard = new Set(other.received.map(({ event }) => event));
    expect([...heard]).toEqual(
      expect.arrayContaining(['chat_message', 'message_changed', 'private_message', 'typing']),
    );
  });
  const isBothWays = (event: string) => event in clientEvents;
  for (const { event, payload } of [...tab.received, ...other.received])
    check(isBothWays(event) ? `server_${event}` : event, payload);
  tab.close();
  other.close();
});
