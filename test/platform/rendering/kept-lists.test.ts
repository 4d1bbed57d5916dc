import { expect, test } from '@jest/globals';
import { joined, KeptLists } from '../../../src/server/platform/rendering/kept-lists.js';

const list = (html: string) => joined([{ shows: { html } }], () => html);
const html = ({ bytes }: { bytes: Buffer }) => bytes.toString();

test('a list is rendered once for the object it is made of, and anew for another that is equal', () => {
  const kept = new KeptLists(10_000);
  const [first, second] = [['one'], ['one']];
  expect(html(kept.get('log', first, () => list('<li>1</li>')))).toBe('<li>1</li>');
  expect(html(kept.get('log', first, () => list('never')))).toBe('<li>1</li>');
  expect(html(kept.get('log', second, () => list('<li>2</li>')))).toBe('<li>2</li>');
  expect(html(kept.get('log', first, () => list('<li>3</li>')))).toBe('<li>3</li>');
  expect(kept.rendered).toBe(3);
});

test('of another name it is another list', () => {
  const kept = new KeptLists(10_000);
  const messages = ['one'];
  expect(html(kept.get('en', messages, () => list('one')))).toBe('one');
  expect(html(kept.get('ru', messages, () => list('один')))).toBe('один');
  expect(html(kept.get('en', messages, () => list('never')))).toBe('one');
});

test('what is made of nothing in particular is not kept', () => {
  const kept = new KeptLists(10_000);
  for (const text of ['one', 'two']) expect(html(kept.get('log', undefined, () => list(text)))).toBe(text);
  expect(kept.kept).toBe(0);
});

test('it is bounded, and what is asked for again and again stays', () => {
  const kept = new KeptLists(16_000);
  const often: string[] = [];
  let rendered = 0;
  for (let place = 0; place < 100; place++) {
    kept.get('often', often, () => list(`${++rendered}`));
    kept.get(`${place}`, [place], () => list('.'.repeat(1_000)));
    expect(kept.kept).toBeLessThanOrEqual(11);
  }
  expect(rendered).toBe(1);
});

test('it says in bytes where its items begin', () => {
  const items = ['день', 'one', 'два', 'three'].map((text, at) => ({
    shows: { text },
    ...(at > 0 && { place: at }),
  }));
  const { bytes, places } = joined(items, (shows) => (shows as { text: string }).text);
  expect(bytes.toString()).toBe('деньoneдваthree');
  expect([...places]).toEqual([
    [1, 8],
    [2, 11],
    [3, 17],
  ]);
});
