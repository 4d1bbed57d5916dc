import { expect, test } from '@jest/globals';
import { endsInCode, outsideCode } from '../../../src/shared/rules/in-code.js';

test.each([
  ['see `:ta', true],
  ['```\nlet a = 1;\n\n// :ta', true],
  ['`a` and `b', true],
  ['', false],
  ['cheers :ta', false],
  ['see `code` :ta', false],
  ['```\ncode\n```\n:ta', false],
  ['a lone ` ends with its paragraph\n\n:ta', false],
])('%j: what is written next stands in code: %j', (text, isIn) => {
  expect(endsInCode(text)).toBe(isIn);
});

test('a change leaves what stands in code as it is', () => {
  expect(outsideCode('a `a` a ```\na\n``` a', (part) => part.toUpperCase())).toBe('A `a` A ```\na\n``` A');
});
