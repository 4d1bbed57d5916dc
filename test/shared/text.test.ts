import { describe, expect, test } from '@jest/globals';
import { limits } from '../../src/shared/limits.js';
import { messageText } from '../../src/shared/messages.js';
import { topicText } from '../../src/shared/rooms.js';
import { z } from 'zod';

describe('Line ends', () => {
  test('are one character, however a form or a program sends them', () => {
    for (const schema of [messageText, topicText])
      expect(schema.parse('one\r\ntwo\rthree\nfour')).toBe('one\ntwo\nthree\nfour');
  });

  test('are counted once: what a person may write in a page passes without scripts, too', () => {
    const longest = 'a\r\n'.repeat(limits.messageLength / 2);
    expect(messageText.parse(longest)).toHaveLength(limits.messageLength);
    expect(messageText.safeParse(`${longest}b`).success).toBe(false);
  });

  test('come out of a word processor as well', () => {
    expect(messageText.parse('one\vtwo\fthree\u0085four')).toBe('one\ntwo\nthree\nfour');
  });

  test('leave the documented length of a text as it was', () => {
    expect(z.toJSONSchema(messageText, { io: 'input' })).toMatchObject({ maxLength: limits.messageLength });
  });
});

describe('Control characters', () => {
  test('that nobody types are left out: each would take six bytes in every answer', () => {
    expect(messageText.parse('a\u0001b\u001b[31mc\u009fd\te\nf')).toBe('ab[31mcd\te\nf');
    expect(messageText.safeParse('\u0001'.repeat(limits.messageLength)).success).toBe(false);
  });

  test('do not hide that a text has a NUL', () => {
    expect(messageText.safeParse('a\0b').success).toBe(false);
  });
});
