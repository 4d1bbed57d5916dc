import { describe, expect, test } from '@jest/globals';
import { ConfigError, parseConfig } from '../../src/server/config/config.js';

describe('the environment', () => {
  test('may be empty: there is a default for everything that needs a value', () => {
    expect(parseConfig({})).toEqual({
      PORT: 3000,
      HOST: '127.0.0.1',
      HSTS: '31536000',
      DATA_DIR: './data',
      OUTGOING: 'public',
      RATE_LIMITS: true,
      LOG_LEVEL: 'log',
      LOG_FORMAT: 'auto',
    });
  });

  test('counts empty variables as not set, as container files write them', () => {
    expect(parseConfig({ PORT: '', DATABASE_URL: '', RATE_LIMITS: '' })).toEqual(parseConfig({}));
  });

  test('ignores what is not ours', () => {
    expect(parseConfig({ PATH: '/bin', RANDOM: 'thing' })).toEqual(parseConfig({}));
  });

  test.each(['https://chat.example.org', 'https://chat.example.org/', 'https://CHAT.example.org:443'])(
    'takes PUBLIC_URL=%s as the origin it names',
    (PUBLIC_URL) => expect(parseConfig({ PUBLIC_URL }).PUBLIC_URL).toBe('https://chat.example.org'),
  );

  test.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PORT', 'http'],
    ['PUBLIC_URL', 'chat.example.org'],
    ['PUBLIC_URL', 'ftp://chat.example.org'],
    ['PUBLIC_URL', 'https://chat.example.org/chat/'],
    ['PUBLIC_URL', 'https://chat.example.org/?room=lobby'],
    ['PUBLIC_URL', 'https://anna:secret@chat.example.org'],
    ['HSTS', 'on'],
    ['HSTS', '31536000; includeSubDomains\r\nSet-Cookie: a=b'],
    ['DATABASE_URL', 'mysql://localhost/samovar'],
    ['REDIS_URL', 'localhost:6379'],
    ['SESSION_SECRET', 'too short'],
    ['VAPID_PUBLIC_KEY', 'x'.repeat(86)],
    ['VAPID_PRIVATE_KEY', 'no key'],
    ['OUTGOING', 'all'],
    ['REGISTRATION', 'yes'],
    ['RATE_LIMITS', 'maybe'],
    ['LOG_LEVEL', 'loud'],
    ['LOG_FORMAT', 'xml'],
  ])('refuses %s=%s and names the variable', (name, value) => {
    expect(() => parseConfig({ [name]: value })).toThrow(ConfigError);
    expect(() => parseConfig({ [name]: value })).toThrow(new RegExp(`^${name} must `));
  });

  test('takes the VAPID keys together only', () => {
    expect(() => parseConfig({ VAPID_PUBLIC_KEY: 'x'.repeat(87) })).toThrow(/^VAPID_PRIVATE_KEY must /);
    expect(() => parseConfig({ VAPID_PRIVATE_KEY: 'x'.repeat(43) })).toThrow(/^VAPID_PUBLIC_KEY must /);
  });

  test('tells of all bad variables at once', () => {
    expect(() => parseConfig({ PORT: 'x', LOG_LEVEL: 'x' })).toThrow(/^PORT must .*\nLOG_LEVEL must /);
  });
});
