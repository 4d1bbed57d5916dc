/** Messages with files: they go once all of those are there, once, and never hold up what was written after them. */
import { expect, test } from '@jest/globals';
import type { Carrier, UnsentFile } from '../../../src/browser/core/carried-files.js';
import { Outbox } from '../../../src/browser/core/outbox.js';
import type { Unsent } from '../../../src/browser/core/unsent.js';
import { Outboxes } from '../../../src/browser/core/outboxes.js';
import type { Connection } from '../../../src/browser/core/connection.js';
import type { Answer } from '../../../src/shared/errors.js';
import type { SendView } from '../../../src/shared/messages.js';
import { MemoryStorage } from '../../support/memory-storage.js';

const prefix = 'samovar.outbox.1.1.';

/** Files on their way: those are there that have an id. */
class Van implements Carrier {
  readonly ids = new Map<string, number>();
  readonly left: string[] = [];
  /** What the server has lost, and is brought again when it is asked for. */
  readonly lost = new Set<string>();

  idsOf(files: readonly UnsentFile[]): number[] | undefined {
    const ids = files.map(({ id }) => this.ids.get(id));
    return ids.includes(undefined) ? undefined : (ids as number[]);
  }

  bringAgain(files: readonly UnsentFile[]): Promise<boolean> {
    const lost = files.filter(({ id }) => this.lost.has(id));
    for (const { id } of lost) this.ids.delete(id);
    return Promise.resolve(lost.length > 0);
  }

  letGo(files: readonly UnsentFile[], isStored: boolean): void {
    for (const { id } of files) this.left.push(`${id} ${isStored ? 'stored' : 'dropped'}`);
  }
}

class Server {
  readonly arrivals: string[] = [];
  readonly clientIds: string[] = [];
  mood: 'well' | 'answer lost' | 'knows no file' = 'well';

  take = async ({ clientId, text }: Unsent, files: number[]): Promise<Answer<SendView>> => {
    await new Promise((resolve) => setTimeout(resolve));
    if (this.mood === 'knows no file' && files.length > 0)
      return { ok: false, error: { code: 'not_found', message: 'Upload it again.' } };
    this.clientIds.push(clientId);
    this.arrivals.push([text, ...files].join(' '));
    if (this.mood === 'answer lost') throw new Error('no answer');
    return { ok: true, value: { seq: this.arrivals.length } as SendView };
  };
}

function open(van = new Van(), server = new Server(), store = new MemoryStorage()) {
  const told: string[] = [];
  const listener = {
    added: () => undefined,
    answered: ({ text }: Unsent) => told.push(`answered ${text}`),
    refused: ({ text, refusal }: Unsent) => told.push(`refused ${text}: ${refusal}`),
    discarded: ({ text }: Unsent) => told.push(`discarded ${text}`),
  };
  return { van, server, store, told, outbox: new Outbox(store, prefix, server.take, listener, van) };
}

const file = (id: string): UnsentFile => ({ id, name: `${id}.jpg`, type: 'image/jpeg', size: 10 });

const settled = async () => {
  for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setTimeout(resolve));
};

test('a message waits for all of its files, and goes with them in their order', async () => {
  const { van, server, outbox, told } = open();
  outbox.add('two doors', 'a', new Date(), undefined, [file('red'), file('green')]);
  van.ids.set('green', 8);
  await outbox.flush();
  expect(server.arrivals).toEqual([]);
  van.ids.set('red', 9);
  await outbox.flush();
  await settled();
  expect(server.arrivals).toEqual(['two doors 9 8']);
  expect(told).toEqual(['answered two doors']);
  expect(van.left).toEqual(['red stored', 'green stored']);
});

test('what is written after it does not wait; what is written after that stays behind it', async () => {
  const { van, server, outbox } = open();
  outbox.add('the film', 'a', new Date(), undefined, [file('film')]);
  outbox.add('one', 'b');
  outbox.add('two', 'c');
  await settled();
  expect(server.arrivals).toEqual(['one', 'two']);
  van.ids.set('film', 3);
  outbox.add('three', 'd');
  await settled();
  expect(server.arrivals).toEqual(['one', 'two', 'the film 3', 'three']);
});

test('what is on its way is known to be, even when an older message becomes ready meanwhile', async () => {
  const { van, outbox } = open();
  outbox.add('the film', 'a', new Date(), undefined, [file('film')]);
  outbox.add('one', 'b');
  van.ids.set('film', 3);
  expect(outbox.inFlight?.text).toBe('one');
  await settled();
  expect(outbox.inFlight).toBeUndefined();
});

test('after a reload it still waits, with the same id', async () => {
  const first = open();
  first.outbox.add('two doors', 'a', new Date(), undefined, [file('red')]);
  const { van, server, outbox } = open(new Van(), new Server(), first.store);
  expect(outbox.left[0]!.files).toEqual([file('red')]);
  van.ids.set('red', 9);
  await outbox.flush();
  expect(server.clientIds).toEqual(['a']);
  expect(first.store.length).toBe(0);
});

test('an answer that was lost is asked for again, with the same id and the same files', async () => {
  const { van, server, outbox } = open();
  van.ids.set('red', 9);
  server.mood = 'answer lost';
  outbox.add('a door', 'a', new Date(), undefined, [file('red')]);
  await settled();
  server.mood = 'well';
  await outbox.flush();
  expect(server.arrivals).toEqual(['a door 9', 'a door 9']);
  expect(server.clientIds).toEqual(['a', 'a']);
});

test('a file that the server has lost is brought again, and the message goes then', async () => {
  const { van, server, outbox, told } = open();
  van.ids.set('red', 9);
  van.lost.add('red');
  server.mood = 'knows no file';
  outbox.add('a door', 'a', new Date(), undefined, [file('red')]);
  await settled();
  expect(told).toEqual([]);
  server.mood = 'well';
  van.ids.set('red', 10);
  await outbox.flush();
  expect(server.arrivals).toEqual(['a door 10']);
});

test('where nothing was lost, what the server says is said', async () => {
  const { van, server, outbox, told } = open();
  van.ids.set('red', 9);
  server.mood = 'knows no file';
  outbox.add('a door', 'a', new Date(), undefined, [file('red')]);
  await settled();
  expect(told).toEqual(['refused a door: Upload it again.']);
});

test('it can go without a file that fails; without a text and without files it does not go at all', async () => {
  const { van, server, outbox, told } = open();
  van.ids.set('green', 8);
  outbox.add('two doors', 'a', new Date(), undefined, [file('red'), file('green')]);
  outbox.add('', 'b', new Date(), undefined, [file('blue')]);
  outbox.leaveOut('a', 'red');
  outbox.leaveOut('b', 'blue');
  await settled();
  expect(server.arrivals).toEqual(['two doors 8']);
  expect(told).toEqual(['discarded ', 'answered two doors']);
  expect(van.left).toEqual(['red dropped', 'blue dropped', 'green stored']);
});

test('whose answer was lost goes again as it went, and loses no file before that', async () => {
  const { van, server, store, outbox, told } = open();
  van.ids.set('red', 9);
  server.mood = 'answer lost';
  outbox.add('a door', 'a', new Date(), undefined, [file('red')]);
  expect(outbox.leaveOut('a', 'red')).toBe(false);
  await settled();
  expect(outbox.leaveOut('a', 'red')).toBe(false);
  // After a reload, too.
  const later = open(van, server, store);
  expect(later.outbox.leaveOut('a', 'red')).toBe(false);
  server.mood = 'well';
  await outbox.flush();
  expect(server.arrivals).toEqual(['a door 9', 'a door 9']);
  expect(server.clientIds).toEqual(['a', 'a']);
  expect(told).toEqual(['answered a door']);
});

test('what the server has refused is not stored: it can go without the file that it lacks', async () => {
  const { van, server, outbox, told } = open();
  van.ids.set('red', 9);
  server.mood = 'knows no file';
  outbox.add('a door', 'a', new Date(), undefined, [file('red')]);
  await settled();
  expect(outbox.leaveOut('a', 'red')).toBe(true);
  outbox.retry('a');
  await settled();
  expect(server.arrivals).toEqual(['a door']);
  expect(told).toEqual(['refused a door: Upload it again.', 'answered a door']);
});

test('where there is no connection nothing went out, and a file can be left out', async () => {
  const van = new Van();
  van.ids.set('red', 9);
  const connection = { isConnected: false } as Connection;
  const nothing = () => undefined;
  const viewer = { mayGo: true, added: nothing, answered: nothing, refused: nothing, discarded: nothing };
  const outbox = new Outboxes(new MemoryStorage(), 1, connection, van).open(1, viewer);
  outbox.add('a door', 'a', new Date(), undefined, [file('red')]);
  await settled();
  expect(outbox.leaveOut('a', 'red')).toBe(true);
  expect(outbox.left).toMatchObject([{ clientId: 'a', text: 'a door' }]);
  outbox.discard('a');
});

test('discarded: its files are given up with it', () => {
  const { van, store, outbox } = open();
  outbox.add('a door', 'a', new Date(), undefined, [file('red')]);
  outbox.discard('a');
  expect(van.left).toEqual(['red dropped']);
  expect(store.length).toBe(0);
});

test('what another tab has sent is not waited for here; a text that waits for nothing stays', async () => {
  const store = new MemoryStorage();
  const van = new Van();
  const connection = { ask: () => Promise.reject(new Error('away')) } as unknown as Connection;
  const outboxes = new Outboxes(store, 1, connection, van);
  const told: string[] = [];
  const nothing = () => undefined;
  const viewer = { mayGo: true, added: nothing, answered: nothing, refused: nothing };
  const outbox = outboxes.open(1, { ...viewer, discarded: ({ text }) => told.push(text) });
  outbox.add('a door', 'a', new Date(), undefined, [file('red')]);
  outbox.add('words', 'b');
  await settled();
  for (const clientId of ['a', 'b']) outboxes.removedElsewhere(prefix + clientId);
  expect(told).toEqual(['a door']);
  expect(outbox.left.map(({ text }) => text)).toEqual(['words']);
  outbox.discard('b');
});
