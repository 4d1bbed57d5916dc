import { expect, test } from '@jest/globals';
import { KeptHtml } from '../../../src/server/platform/rendering/kept-html.js';

test('what was rendered is not rendered again', () => {
  const kept = new KeptHtml(1_000);
  let rendered = 0;
  const render = () => `<li>${++rendered}</li>`;
  expect(kept.get('a', render)).toBe('<li>1</li>');
  expect(kept.get('b', render)).toBe('<li>2</li>');
  expect(kept.get('a', render)).toBe('<li>1</li>');
});

test('it is bounded, and what is asked for again and again stays', () => {
  const kept = new KeptHtml(1_000);
  const html = '.'.repeat(98);
  let rendered = 0;
  const often = () => (rendered++, html);
  for (let place = 0; place < 1_000; place++) {
    kept.get('of', often);
    kept.get(`${place % 100}`, () => html);
    expect(kept.kept).toBeLessThanOrEqual(10);
  }
  expect(rendered).toBe(1);
});

test('it is kept as the bytes that are sent, and counts by them', () => {
  const kept = new KeptHtml(1_000);
  expect(
    Buffer.from(
      kept.get('a', () => '«жук»'),
      'latin1',
    ).toString(),
  ).toBe('«жук»');
  for (const key of ['b', 'c', 'd']) kept.get(key, () => 'ж'.repeat(200));
  expect(kept.kept).toBe(2);
});

test('what is larger than the bound is not kept', () => {
  const kept = new KeptHtml(100);
  for (const key of ['a', 'b', 'c']) kept.get(key, () => '.'.repeat(1_000));
  expect(kept.kept).toBe(0);
});
