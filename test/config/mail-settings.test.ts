import { describe, expect, test } from '@jest/globals';
import { parseConfig } from '../../src/server/config/config.js';
import { mailSender } from '../../src/server/config/mail-settings.js';

const others = { MAIL_FROM: 'chat@example.org', PUBLIC_URL: 'https://chat.example.org' };
const parsed = (given: Record<string, string>) => () =>
  parseConfig({ SMTP_URL: 'smtps://a.example', ...others, ...given });

describe('Where mail goes', () => {
  test.each([
    'smtp://localhost',
    'smtps://u%40x:p%2Fw@mail.example:465',
    'smtp://10.0.0.5:25?tls=off',
    'smtp://[::1]:25/',
  ])('is %s', (url) => expect(parsed({ SMTP_URL: url })().SMTP_URL).toBe(url));

  test.each([
    'mail.example.org',
    'https://a.example',
    'smtp:a',
    'smtp://a/b',
    'smtp://a?tls=on',
    'smtp://a#b',
    'smtp://%zz@a',
  ])('is not %s', (url) => expect(parsed({ SMTP_URL: url })).toThrow(/^SMTP_URL must look like smtps:/));

  test('needs who it comes from, and where its links lead', () => {
    expect(parsed({ MAIL_FROM: '' })).toThrow('MAIL_FROM must be set with SMTP_URL');
    expect(parsed({ PUBLIC_URL: '' })).toThrow('PUBLIC_URL must be set with SMTP_URL');
    expect(parsed({ SMTP_URL: '', MAIL_FROM: '', PUBLIC_URL: '' })().SMTP_URL).toBeUndefined();
  });
});

test('Who it comes from is an address, with a name or without', () => {
  expect(mailSender('chat@example.org')).toEqual({ name: 'Samovar', address: 'chat@example.org' });
  expect(mailSender('Наш чат <chat@example.org>')).toEqual({ name: 'Наш чат', address: 'chat@example.org' });
  for (const odd of [
    'chat',
    'A <chat>',
    'A\r\nBcc: b@c.example <a@b.example>',
    '<a@b.example> x',
    'a@b.example, c@d.example',
  ])
    expect([odd, mailSender(odd)]).toEqual([odd, null]);
});
