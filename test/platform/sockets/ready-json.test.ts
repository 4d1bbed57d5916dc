import { expect, test } from '@jest/globals';
import { jsonOf, keepJson } from '../../../src/server/platform/sockets/ready-json.js';

const ready = { id: 1, text: 'kept "as it is" 👩‍👩‍👧' };
keepJson(ready);

test.each<[string, object]>([
  ['an answer', { ok: true, value: ready }],
  ['a list in an event', { roomId: 7, messages: [ready, ready] }],
  ['a list that is ready in part', { roomId: 7, messages: [ready, { id: 2 }] }],
  ['an empty list', { messages: [] }],
  ['one beside others', { from: { id: 3, username: 'ё' }, message: ready }],
  ['nothing that is ready', { ok: false, error: { code: 'invalid', message: '\u2028"\\' } }],
  ['what JSON leaves out', { value: undefined, call: () => 1, rest: null, seq: 0, on: false, text: '' }],
  ['lists of what is no object', { reason: ['a', null, undefined, 1] }],
  ['names that need quoting', { 'a"b': 1 }],
  ['nothing', {}],
])('%s is what the libraries would write, to the byte', (_, value) => {
  expect(jsonOf(value)).toBe(JSON.stringify(value));
});

test('what is kept is not made again', () => {
  const view = { id: 5 };
  keepJson(view);
  view.id = 6;
  expect(jsonOf({ value: view })).toBe('{"value":{"id":5}}');
});
