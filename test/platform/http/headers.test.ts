import { afterEach, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../support/app.js';
import { defaultPassword, Visitor } from '../../support/visitor.js';

let server: TestApp;
afterEach(() => server.close());

describe('headers', () => {
  test('forbid inline scripts, framing and guessing types, and ask nothing of TLS where there is none', async () => {
    server = await startApp();
    for (const path of ['/login', '/nowhere', '/js/sw.js', '/favicon.svg', '/api/x']) {
      const { headers } = await new Visitor(server.url).get(path);
      const policy = headers.get('content-security-policy')!;
      for (const directive of [
        "default-src 'self'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
      ])
        expect(policy.split(';')).toContain(directive);
      // Frames alone may be somebody else's: of these two, by name.
      const frames = 'frame-src https://www.youtube-nocookie.com https://player.vimeo.com';
      expect(policy.split(';')).toContain(frames);
      expect(policy.replace(frames, '')).not.toMatch(/unsafe|upgrade-insecure|https?:/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('permissions-policy')).toContain('geolocation=()');
      expect(headers.get('content-type')).toMatch(/^image\/svg\+xml|; charset=utf-8$/);
      expect(headers.get('strict-transport-security')).toBeNull();
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  test('say nothing of documents to styles and scripts, which are none', async () => {
    server = await startApp();
    for (const path of ['/built/samovar.css', '/built/samovar.css?v=1', '/js/common.js']) {
      const { status, headers } = await new Visitor(server.url).get(path);
      expect(status).toBe(200);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      for (const name of ['content-security-policy', 'permissions-policy', 'x-frame-options'])
        expect(headers.get(name)).toBeNull();
    }
  });

  test('are these and no others on a page', async () => {
    server = await startApp();
    const { headers } = await new Visitor(server.url).get('/login');
    const ofEachAnswer = new Set([
      'connection',
      'content-length',
      'date',
      'keep-alive',
      'set-cookie',
      'x-request-id',
    ]);
    expect(Object.fromEntries([...headers].filter(([name]) => !ofEachAnswer.has(name)))).toEqual({
      'cache-control': 'private, no-cache',
      'content-encoding': expect.stringMatching(/^(br|gzip)$/),
      'content-security-policy':
        "default-src 'self';img-src 'self' data: blob:;media-src 'self' blob:;connect-src 'self';frame-src https://www.youtube-nocookie.com https://player.vimeo.com;frame-ancestors 'none';form-action 'self';base-uri 'none';object-src 'none'",
      'content-type': 'text/html; charset=utf-8',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy':
        'accelerometer=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), midi=(), payment=(), usb=(), camera=(self), microphone=(self)',
      'referrer-policy': 'same-origin',
      vary: 'Accept-Encoding',
      'x-content-type-options': 'nosniff',
      'x-dns-prefetch-control': 'off',
      'x-download-options': 'noopen',
      'x-frame-options': 'DENY',
      'x-permitted-cross-domain-policies': 'none',
      'x-xss-protection': '0',
    });
  });

  test('keep pages out of shared caches, and files with a hash for ever', async () => {
    server = await startApp();
    const visitor = new Visitor(server.url);
    const page = await visitor.get('/login');
    expect(page.headers.get('cache-control')).toBe('private, no-cache');
    const style = /href="(\/built\/samovar\.css\?v[^"]+)"/.exec(page.body)![1]!.replace('&#x3D;', '=');
    const hashed = await visitor.get(style);
    expect([hashed.status, hashed.headers.get('cache-control')]).toEqual([
      200,
      'public, max-age=31536000, immutable',
    ]);
    expect((await visitor.get('/built/samovar.css')).headers.get('cache-control')).toBe(
      'public, max-age=300',
    );
    const script = /"(\/js\/chat-[A-Z0-9]{8}\.js)"/.exec((await visitor.get('/offline')).body)![1]!;
    expect((await visitor.get(script)).headers.get('cache-control')).toBe(
      'public, max-age=31536000, immutable',
    );
    expect(hashed.headers.getSetCookie()).toEqual([]);
  });

  test('behind TLS: Secure cookies, whatever the proxy says, and HSTS', async () => {
    server = await startApp({ PUBLIC_URL: 'https://chat.example.org' });
    const visitor = new Visitor(server.url);
    const login = await visitor.get('/register');
    expect(login.headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect(login.headers.get('content-security-policy')).toContain('upgrade-insecure-requests');
    const reply = await visitor.post('/register', { username: 'anna', password: defaultPassword });
    const cookies = [...login.headers.getSetCookie(), ...reply.headers.getSetCookie()];
    expect(cookies.map((line) => line.split('=')[0]).sort()).toEqual([
      '__Host-samovar.csrf',
      '__Host-samovar.known',
      '__Host-samovar.sid',
      '__Host-samovar.visitor',
    ]);
    for (const cookie of cookies)
      expect(cookie).toMatch(/; Path=\/; (Expires=[^;]+; )?(Max-Age|HttpOnly|Secure)/);
    for (const cookie of cookies) expect(cookie).toContain('; Secure');
    for (const cookie of cookies) expect(cookie).not.toContain('Domain');
    await visitor.get('/account');
    await visitor.signOut();
    expect(visitor.cookies.has('__Host-samovar.sid')).toBe(false);
  });

  test('behind TLS: a session cookie without the prefix, which a subdomain could have set, opens nothing', async () => {
    server = await startApp({ PUBLIC_URL: 'https://chat.example.org' });
    const anna = new Visitor(server.url);
    await anna.register('anna');
    expect((await anna.get('/account')).status).toBe(200);
    const tossed = new Visitor(server.url);
    tossed.cookies.set('samovar.sid', anna.cookies.get('__Host-samovar.sid')!);
    expect((await tossed.get('/account')).status).toBe(303);
  });

  test('behind TLS: theme and language are found under the old name, and go with a new choice', async () => {
    server = await startApp({ PUBLIC_URL: 'https://chat.example.org' });
    const visitor = new Visitor(server.url);
    visitor.cookies.set('samovar.theme', 'dark');
    visitor.cookies.set('samovar.language', 'ru');
    expect((await visitor.get('/login')).body).toContain('<html lang="ru" data-theme="dark">');
    await visitor.post('/theme', { theme: 'light' });
    expect([...visitor.cookies.keys()]).not.toContain('samovar.theme');
    expect((await visitor.get('/login')).body).toContain('data-theme="light"');
    await visitor.post('/theme', { theme: 'system' });
    expect((await visitor.get('/login')).body).not.toContain('data-theme');
  });

  test('keep what is made for somebody out of every cache', async () => {
    server = await startApp();
    const anna = new Visitor(server.url);
    await anna.register('anna');
    const cached = async (path: string) => (await anna.get(path)).headers.get('cache-control');
    for (const path of [
      '/chat/',
      '/chat/nowhere',
      '/account',
      '/account/tokens',
      '/api/me',
      '/api/rooms',
      '/api/x',
    ])
      expect([path, await cached(path)]).toEqual([path, 'no-store']);
  });

  test.each([
    ['off', null],
    ['0', 'max-age=0'],
    ['63072000; includeSubDomains', 'max-age=63072000; includeSubDomains'],
  ])('HSTS=%s answers %s', async (HSTS, header) => {
    server = await startApp({ PUBLIC_URL: 'https://chat.example.org', HSTS });
    expect((await new Visitor(server.url).get('/login')).headers.get('strict-transport-security')).toBe(
      header,
    );
  });

  test('of a proxy count only where it is trusted', async () => {
    const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '192.0.2.7' };
    const addressOf = async () =>
      (await server.database.query<{ address: string }>('select address from sessions'))[0]!.address;
    server = await startApp({ TRUST_PROXY: '1' });
    const trusted = await new Visitor(server.url).post(
      '/register',
      { username: 'anna', password: defaultPassword },
      forwarded,
    );
    expect(trusted.headers.getSetCookie().join()).toContain('Secure');
    expect(await addressOf()).toBe('192.0.2.7');
    await server.close();
    server = await startApp();
    const plain = await new Visitor(server.url).post(
      '/register',
      { username: 'anna', password: defaultPassword },
      forwarded,
    );
    expect(plain.headers.getSetCookie().join()).not.toContain('Secure');
    expect(await addressOf()).toBe('127.0.0.1');
  });
});
