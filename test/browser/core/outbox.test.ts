import { expect, test } from '@jest/globals';
import { Outbox } from '../../../src/browser/core/outbox.js';
import type { Unsent } from '../../../src/browser/core/unsent.js';
import type { Answer } from '../../../src/shared/errors.js';
import type { SendView } from '../../../src/shared/messages.js';
import { MemoryStorage } from '../../support/memory-storage.js';

/** A server that stores each clientId once, and can be away or answer late. */
class Server {
  readonly stored = new Map<string, string>();
  readonly arrivals: string[] = [];
  mood: 'well' | 'away' | 'answer lost' = 'well';
  inFlight = 0;
  mostInFlight = 0;

  take = async ({ clientId, text }: Unsent): Promise<Answer<SendView>> => {
    this.mostInFlight = Math.max(this.mostInFlight, ++this.inFlight);
    await new Promise((resolve) => setTimeout(resolve));
    this.inFlight--;
    if (this.mood === 'away') throw new Error('no answer');
    this.arrivals.push(text);
    if (text === 'refuse me') return { ok: false, error: { code: 'forbidden', message: 'Join first.' } };
    if ((this.stored.get(clientId) ?? text) !== text)
      return { ok: false, error: { code: 'conflict', message: 'Taken.' } };
    this.stored.set(clientId, text);
    if (this.mood === 'answer lost') throw new Error('no answer');
    return { ok: true, value: { seq: this.stored.size } as SendView };
  };
}

function open(server = new Server(), store = new MemoryStorage()) {
  const told: string[] = [];
  const outbox = new Outbox(store, 'samovar.outbox.1.1.', server.take, {
    added: ({ text }) => told.push(`added ${text}`),
    answered: ({ text }) => told.push(`answered ${text}`),
    refused: ({ text, refusal }) => told.push(`refused ${text}: ${refusal}`),
    discarded: ({ text }) => told.push(`discarded ${text}`),
  });
  return { server, store, outbox, told };
}

const settled = async () => {
  for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setTimeout(resolve));
};

test('texts go out in the order of writing, one at a time', async () => {
  const { server, outbox } = open();
  for (const text of ['one', 'two', 'three']) outbox.add(text, `id ${text}`);
  await settled();
  expect(server.arrivals).toEqual(['one', 'two', 'three']);
  expect(server.mostInFlight).toBe(1);
  expect(outbox.left).toEqual([]);
});

test('written while the server is away: sent once it is back, in order', async () => {
  const { server, outbox, told } = open();
  server.mood = 'away';
  outbox.add('one', 'a');
  outbox.add('two', 'b');
  await settled();
  expect(server.arrivals).toEqual([]);
  server.mood = 'well';
  await outbox.flush();
  expect(server.arrivals).toEqual(['one', 'two']);
  expect(told).toEqual(['added one', 'added two', 'answered one', 'answered two']);
});

test('an answer that is lost: the text is sent again under the same id, and is there once', async () => {
  const { server, outbox } = open();
  server.mood = 'answer lost';
  outbox.add('once', 'a');
  await settled();
  server.mood = 'well';
  await outbox.flush();
  expect(server.arrivals).toEqual(['once', 'once']);
  expect([...server.stored]).toEqual([['a', 'once']]);
});

test('a reload keeps what was not answered, in order; another room does not get it', async () => {
  const { server, store, outbox } = open();
  server.mood = 'away';
  store.setItem(
    'samovar.outbox.1.2.x',
    JSON.stringify({ clientId: 'x', text: 'other room', createdAt: '2026' }),
  );
  const sameMoment = new Date();
  for (const text of ['one', 'two', 'three']) outbox.add(text, `id ${text}`, sameMoment);
  await settled();
  const back = new Server();
  const reloaded = open(back, store);
  expect(reloaded.outbox.left.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
  await reloaded.outbox.flush();
  expect(back.arrivals).toEqual(['one', 'two', 'three']);
  expect(store.length).toBe(1);
  // The first tab, still open: its texts are known by their ids.
  server.mood = 'well';
  await outbox.flush();
});

test('a refused text keeps its words and lets the others pass; it can be sent again or thrown away', async () => {
  const { server, store, outbox, told } = open();
  outbox.add('refuse me', 'a');
  outbox.add('next', 'b');
  await settled();
  expect(told).toContain('refused refuse me: Join first.');
  expect(told).toContain('answered next');
  expect(store.length).toBe(1);
  outbox.retry('a');
  await settled();
  expect(server.arrivals).toEqual(['refuse me', 'next', 'refuse me']);
  outbox.discard('a');
  expect([outbox.left.length, store.length]).toEqual([0, 0]);
});

test('a storage that is full does not keep anybody from sending', async () => {
  const store = new MemoryStorage();
  store.setItem = () => {
    throw new Error('QuotaExceededError');
  };
  const { server, outbox } = open(new Server(), store);
  outbox.add('still', 'a');
  await settled();
  expect(server.arrivals).toEqual(['still']);
});

test('an id that the server knows as another message is given up for a new one, and the text arrives', async () => {
  const { server, outbox, store, told } = open();
  server.stored.set('taken', 'something else');
  outbox.add('mine', 'taken');
  outbox.add('the next', 'free');
  await settled();
  expect(server.stored.get('taken')).toBe('something else');
  expect([...server.stored.values()].sort()).toEqual(['mine', 'something else', 'the next']);
  expect(told.filter((line) => line.startsWith('answered'))).toEqual(['answered mine', 'answered the next']);
  expect(store.length).toBe(0);
});
