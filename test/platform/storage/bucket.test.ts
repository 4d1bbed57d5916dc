import { afterEach, expect, test } from '@jest/globals';
import { openStorage } from '../../../src/server/platform/storage/open-storage.js';
import type { Storage } from '../../../src/server/platform/storage/storage.js';
import { run } from './program.js';
import { keyOf, someBytes, storageStage } from './places.js';

const stage = storageStage();

afterEach(() => stage.s3.failFor(undefined));

async function kept(storage: Storage, bytes: Buffer): Promise<string> {
  const key = keyOf(bytes);
  await storage.keep(key, stage.file(bytes), 'image/png');
  return key;
}

test('a signed address gives its object, as it was said to, for its time and no other', async () => {
  const storage = openStorage(stage.s3.url({ prefix: 'signed', query: '&reads=direct' }), '');
  const [tea, coffee] = [await kept(storage, Buffer.from('tea')), await kept(storage, Buffer.from('coffee'))];
  const disposition = `attachment; filename*=UTF-8''%D1%87%D0%B0%D0%B9.txt`;
  const address = (await storage.signedUrl(tea, { type: 'text/plain', disposition, seconds: 600 }))!;
  expect(storage.readsFrom).toEqual([new URL(address).origin]);
  expect(address).not.toContain(encodeURIComponent(stage.s3.secret));
  const answer = await fetch(address);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe('tea');
  expect(answer.headers.get('content-type')).toContain('text/plain');
  expect(answer.headers.get('content-disposition')).toBe(disposition);
  const part = await fetch(address, { headers: { range: 'bytes=1-2' } });
  expect([part.status, await part.text()]).toEqual([206, 'ea']);
  const others = [
    address.replace(tea, coffee),
    address.replace('attachment', 'inline'),
    address.replace('X-Amz-Expires=600', 'X-Amz-Expires=9999'),
    address.split('?')[0]!,
  ];
  for (const other of others) expect((await fetch(other)).status).toBe(403);
  stage.s3.age(601_000);
  expect((await fetch(address)).status).toBe(403);
  stage.s3.age(0);
  await storage.close();
});

test('without direct reads nobody is sent to the bucket', async () => {
  const storage = stage.open('bucket');
  const key = await kept(storage, Buffer.from('tea'));
  expect(await storage.signedUrl(key, { type: 'text/plain', disposition: 'inline', seconds: 9 })).toBeNull();
  expect(storage.readsFrom).toEqual([]);
});

test('what fails on its way leaves no parts, and what a crash left of others is swept away after a day', async () => {
  const storage = stage.open('bucket');
  const bytes = someBytes(12_000_000);
  stage.s3.failFor(/PUT .*partNumber=3/);
  await expect(kept(storage, bytes)).rejects.toThrow();
  expect(stage.s3.unfinished()).toEqual([]);
  expect(await storage.has(keyOf(bytes))).toBe(false);
  // Nor can it be told that it failed.
  stage.s3.failFor(/PUT .*partNumber=3|DELETE .*uploadId/);
  await expect(kept(storage, bytes)).rejects.toThrow();
  expect(stage.s3.unfinished()).toHaveLength(1);
  stage.s3.failFor(undefined);
  await storage.sweep();
  expect(stage.s3.unfinished()).toHaveLength(1);
  stage.s3.age(25 * 60 * 60 * 1000);
  await storage.sweep();
  stage.s3.age(0);
  expect(stage.s3.unfinished()).toEqual([]);
  await kept(storage, bytes);
  expect(await storage.sizeOf(keyOf(bytes))).toBe(bytes.length);
});

test('nothing is removed any more once whoever asked for it says stop', async () => {
  const storage = stage.open('bucket');
  const key = await kept(storage, Buffer.from('cake'));
  const stop = new AbortController();
  stage.s3.failFor(/^DELETE/);
  stage.s3.meanwhile(/^DELETE/, () => {
    stop.abort();
    setTimeout(() => stage.s3.failFor(undefined), 0);
    return Promise.resolve();
  });
  await expect(storage.remove([key], stop.signal)).rejects.toThrow();
  await expect(storage.remove([key], stop.signal)).rejects.toThrow();
  expect(await storage.has(key)).toBe(true);
  stage.s3.failFor(undefined);
  await storage.remove([key], new AbortController().signal);
  expect(await storage.has(key)).toBe(false);
});

test('two servers share a bucket, each under a name of its own', async () => {
  const one = openStorage(stage.s3.url({ prefix: 'one/chat' }), '');
  const other = openStorage(stage.s3.url({ prefix: 'one/chat-2' }), '');
  const key = await kept(one, Buffer.from('tea'));
  expect(await other.has(key)).toBe(false);
  expect(await one.list()[Symbol.asyncIterator]().next()).toMatchObject({ value: { key } });
  expect((await other.list()[Symbol.asyncIterator]().next()).done).toBe(true);
  await Promise.all([one.close(), other.close()]);
});

test('who runs the server is told what to do, and nobody is told the secret', async () => {
  const { origin } = stage.s3;
  const url: typeof stage.s3.url = (options) => stage.s3.url(options);
  const closed = 'http://127.0.0.1:1';
  const cases: [url: string, sentence: string][] = [
    [url({ bucket: 'kettle' }), `There is no bucket kettle at ${origin}. Make it, or correct FILES_URL.`],
    [url({ secret: 'kettle/of+coffee' }), 'the secret or the region in FILES_URL (SignatureDoesNotMatch)'],
    [
      url({ keyId: 'NOBODY' }),
      'does not take the key, the secret or the region in FILES_URL (InvalidAccessKeyId)',
    ],
    [
      url().replace(origin.slice(7), closed.slice(7)),
      `${closed}, where files are kept, cannot be reached (ECONNREFUSED)`,
    ],
    [
      url().replace('tls=off', ''),
      'cannot be reached (EPROTO). Correct FILES_URL; ?tls=off is for a server without TLS.',
    ],
  ];
  // In processes of their own: errors of connections lose their code between the worlds of a test and of Node.js.
  const checks = cases.map(([address]) => run('check', address, stage.scratch));
  for (const [index, [, sentence]] of cases.entries()) {
    await checks[index]!.said(1);
    const { message, whole } = JSON.parse(checks[index]!.lines[0]!) as { message: string; whole: string };
    expect(message).toContain(sentence);
    expect(whole).not.toMatch(/kettle(\/|%2F)of/i);
  }
});

test('a bucket that does not answer is asked no longer than somebody waits', async () => {
  const storage = stage.open('bucket');
  const key = await kept(storage, Buffer.from('tea'));
  const gone = new AbortController();
  const hasCome = new Promise<void>((resolve) =>
    stage.s3.meanwhile(/^GET/, () => {
      resolve();
      return new Promise(() => undefined);
    }),
  );
  const read = storage.read(key, undefined, gone.signal);
  await hasCome;
  gone.abort();
  await expect(read).rejects.toThrow('aborted');
  await expect(storage.read(key, undefined, gone.signal)).rejects.toThrow('aborted');
  expect(await storage.has(key)).toBe(true);
});

test('a bucket that takes nothing new, or does not give it back, is told of', async () => {
  for (const [requests, sentence] of [
    [/^PUT/, 'cannot be used (InternalError)'],
    [/^DELETE/, 'cannot be used (InternalError)'],
  ] as const) {
    stage.s3.failFor(requests);
    await expect(stage.open('bucket').check()).rejects.toThrow(sentence);
  }
});
