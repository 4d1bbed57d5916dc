import { expect, test } from '@jest/globals';
import { ReadyPieces } from '../../../src/server/platform/rendering/ready-pieces.js';

const bytes = (text: string) => Buffer.from(text);

test('pieces stand where the page names them, in whatever order they were made', () => {
  const pieces = new ReadyPieces();
  const [texts, log] = [pieces.add(bytes('«тексты»')), pieces.add(bytes('<li>'), bytes('…'), bytes('</li>'))];
  expect(pieces.join(`<ol>${log}</ol>; ü; ${texts}`).toString()).toBe('<ol><li>…</li></ol>; ü; «тексты»');
  expect(pieces.join(`${texts}${log}${texts}`).toString()).toBe('«тексты»<li>…</li>«тексты»');
});

test('a page without any is what it was', () => {
  expect(new ReadyPieces().join('только текст; 0;').toString()).toBe('только текст; 0;');
});
