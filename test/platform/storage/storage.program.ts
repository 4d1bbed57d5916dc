/** What a test does to a storage in a process of its own, to kill it or to weigh it: `<what> <FILES_URL> <folder> <more>`. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createWriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { inspect } from 'node:util';
import { pipeline } from 'node:stream/promises';
import { openStorage } from '../../../src/server/platform/storage/open-storage.js';
import { serveUploads } from './upload-server.js';

const [what = '', url = '', folder = '', more = '0'] = process.argv.slice(2);
const storage = openStorage(url, folder);
const say = (text: string) => process.stdout.write(`${text}\n`);

/** One after another until it is killed; says the key of each that is kept. */
async function keep(): Promise<void> {
  for (;;) {
    const bytes = randomBytes(6_000_000);
    const path = join(folder, randomUUID());
    writeFileSync(path, bytes);
    const key = `${createHash('sha256').update(bytes).digest('hex')}/full`;
    await storage.keep(key, path, 'text/plain');
    say(key);
  }
}

async function serve(): Promise<void> {
  await storage.check();
  await storage.sweep();
  await serveUploads(storage, { port: Number(more) });
  say('ready');
}

/**
 * By how many bytes memory is larger at its worst while so many bytes are kept, and while they are read, than for half of them:
 * what a process keeps ready for the next garbage does not grow with the file, and differs from one Node.js to the next.
 */
async function weigh(): Promise<void> {
  const less = await keepAndRead('0', Number(more) / 2);
  const all = await keepAndRead('1', Number(more));
  const size = await storage.sizeOf(`${'1'.repeat(64)}/full`);
  say(JSON.stringify({ kept: all.kept - less.kept, read: all.read - less.read, size }));
  process.exit();
}

async function keepAndRead(digit: string, size: number): Promise<{ kept: number; read: number }> {
  const [path, key] = [join(folder, randomUUID()), `${digit.repeat(64)}/full`];
  const chunk = randomBytes(1_000_000);
  const chunks = Array.from({ length: size / chunk.length }, () => chunk);
  await pipeline(chunks, createWriteStream(path));
  const kept = await peak(() => storage.keep(key, path, 'text/plain'));
  const sink = new Writable({ write: (_chunk, _encoding, done) => done() });
  const read = await peak(async () => pipeline((await storage.read(key))!.stream, sink));
  return { kept, read };
}

async function peak(work: () => Promise<void>): Promise<number> {
  global.gc!();
  let most = 0;
  const look = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 10);
  await work();
  clearInterval(look);
  return most;
}

/** What it says of itself, with all that stands behind it. */
async function check(): Promise<void> {
  const error: unknown = await storage.check().catch((caught: unknown) => caught);
  say(
    JSON.stringify({
      message: (error as Error).message,
      whole: inspect(error, { depth: 9, showHidden: true }),
    }),
  );
  process.exit();
}

const things: Record<string, () => Promise<void>> = { keep, serve, weigh, check };
await things[what]!();
