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

  test('leave the documented length of a text as it was', () => {
    expect(z.toJSONSchema(messageText, { io: 'input' })).toMatchObject({ maxLength: limits.messageLength });
  });
});
