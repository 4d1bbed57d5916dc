/** What the server reads of the web: so much of it, for so long, and never of what stands beside it. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { Outgoing } from '../../../src/server/platform/http/outgoing/outgoing.js';
import { OutOfReach } from '../../../src/server/platform/http/outgoing/reach.js';
import { Web } from '../../support/web.js';

const strict = new Outgoing({ OUTGOING: 'public' });
const free = new Outgoing({ OUTGOING: 'any' });
let web: Web;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

beforeAll(async () => {
  web = await Web.start();
});
afterAll(async () => {
  for (const outgoing of [strict, free]) outgoing.onApplicationShutdown();
  await web.close();
});

const read = (outgoing: Outgoing, url: string, signal = new AbortController().signal) =>
  outgoing.read({ url, headers: {}, mostOf: (type) => (type === 'text/html' ? 100_000 : undefined), signal });

describe('What is never read', () => {
  test.each([
    'http://127.0.0.1/',
    'https://2130706433/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/',
    'http://localhost/',
    'http://example.org:25/',
    'https://anna:secret@example.org/',
    'ftp://example.org/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,hello',
  ])('%s', async (url) => {
    await expect(read(strict, url)).rejects.toBeTruthy();
    expect(web.asked).toEqual([]);
  });

  test('what a redirect leads to is looked at as if it were asked for', async () => {
    const from = web.redirect('/away', 'ftp://example.org/');
    await expect(read(free, from)).rejects.toBeInstanceOf(OutOfReach);
    const toFile = web.redirect('/file', 'file:///etc/passwd');
    await expect(read(free, toFile)).rejects.toBeInstanceOf(OutOfReach);
  });
});

describe('What is read', () => {
  test('over redirects, but not for ever', async () => {
    web.html('/there', '<title>here</title>');
    web.redirect('/second', '/there');
    const found = await read(free, web.redirect('/first', '/second'));
    expect([found.status, found.url, found.body.toString()]).toEqual([
      200,
      web.at('/there'),
      '<title>here</title>',
    ]);
    web.redirect('/one', '/other');
    await expect(read(free, web.redirect('/other', '/one'))).rejects.toBeInstanceOf(OutOfReach);
    expect(web.times('/one') + web.times('/other')).toBe(6);
  });

  test('to its bound, where it has no end', async () => {
    const endless = web.on('/endless', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      const more = () => void (!response.destroyed && response.write('x'.repeat(50_000), more));
      more();
    });
    const found = await read(free, endless);
    expect([found.body.length, found.isWhole]).toEqual([100_000, false]);
  });

  test('not at all, where it is of another type', async () => {
    let sent = 0;
    const film = web.on('/film', (_request, response) => {
      response.writeHead(200, { 'content-type': 'video/mp4' });
      const more = () => {
        sent += 64_000;
        if (!response.destroyed && sent < 1e9) response.write(Buffer.alloc(64_000), more);
      };
      more();
    });
    expect((await read(free, film)).body.length).toBe(0);
    expect(sent).toBeLessThan(50_000_000);
  });

  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ])('decoded from %s, and of a bomb no more than its bound', async (encoding, encode) => {
    // First: it takes so long that whoever serves would end the connection of the one before meanwhile.
    const bomb = encode(Buffer.alloc(50_000_000, 'x'));
    expect(bomb.length).toBeLessThan(100_000);
    const headers = { 'content-encoding': encoding };
    const small = await read(free, web.html(`/${encoding}`, encode(Buffer.from('hello')), headers));
    expect([small.body.toString(), small.isWhole]).toEqual(['hello', true]);
    const found = await read(free, web.html(`/${encoding}-bomb`, bomb, headers));
    expect([found.body.length, found.isWhole]).toEqual([100_000, false]);
  });

  test('an encoding that it is not, or nobody knows, is no answer', async () => {
    const broken = web.html('/broken', 'no gzip at all', { 'content-encoding': 'gzip' });
    await expect(read(free, broken)).rejects.toBeTruthy();
    for (const encoding of ['zstd', 'constructor'])
      await expect(read(free, web.html('/other', 'hello', { 'content-encoding': encoding }))).rejects.toThrow(
        `The answer is encoded as ${encoding}.`,
      );
    const unasked = web.html('/unasked', deflateSync('hello'), { 'content-encoding': 'deflate' });
    await expect(read(free, unasked)).rejects.toThrow('encoded as deflate');
  });

  test('of one host one after the other, and not for longer than anybody waits', async () => {
    const waiting: (() => void)[] = [];
    const slow = web.on('/slow', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).write('<title>');
      waiting.push(() => response.end());
    });
    web.mostAtOnce = 0;
    const giveUp = new AbortController();
    const [first, second] = [read(free, slow), read(free, slow, giveUp.signal)];
    const begun = performance.now();
    giveUp.abort();
    // At once, and not when it would have had its turn.
    await expect(second).rejects.toBeTruthy();
    await new Promise((resolve) => setTimeout(resolve, 200));
    waiting.shift()!();
    expect((await first).body.toString()).toBe('<title>');
    expect(web.mostAtOnce).toBe(1);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  test('nothing, of who lets it come drop by drop or says nothing at all; nobody waits for them for longer', async () => {
    const drip = web.on('/drip', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      const timer = setInterval(() => response.write('x'), 100);
      response.once('close', () => clearInterval(timer));
    });
    const silent = await Web.start();
    const nothing = silent.on('/', () => undefined);
    const begun = performance.now();
    const reads = Promise.allSettled(
      [drip, nothing, web.html('/behind', 'hello')].map((url) => read(free, url)),
    );
    // What only something that may be collected holds is gone by then.
    const collecting = setInterval(collect, 2_000);
    const outcomes = (await reads).map(({ status }) => status);
    clearInterval(collecting);
    expect(outcomes).toEqual(['rejected', 'rejected', 'rejected']);
    expect(performance.now() - begun).toBeLessThan(20_000);
    expect((await read(free, web.at('/behind'))).body.toString()).toBe('hello');
    await silent.close();
  }, 25_000);
});
