import { describe, expect, jest, test } from '@jest/globals';
import { createHash, randomInt, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Upload } from 'tus-js-client';
import { places, bytesOf, someBytes, storageStage } from './places.js';
import { type Program, run } from './program.js';
import { offsetOf } from './tus.js';
import { freePort } from '../../support/free-port.js';

const stage = storageStage();
jest.setTimeout(120_000);

describe.each(places)('over a %s', (place) => {
  test('a server killed while it keeps objects shows no half one, and has each that it said it kept', async () => {
    const url = stage.urlOf(place);
    const storage = stage.open(place, url);
    const said = new Set<string>();
    for (let round = 0; round < 3; round++) {
      const program = run('keep', url, mkdtempSync(join(stage.scratch, 'round-')));
      await program.said(1 + round);
      await sleep(randomInt(120));
      await program.kill();
      for (const line of program.lines) said.add(line);
    }
    const there: string[] = [];
    for await (const { key } of storage.list()) {
      there.push(key);
      const hash = createHash('sha256').update((await bytesOf(storage, key))!);
      expect(`${hash.digest('hex')}/full`).toBe(key);
    }
    expect(said.size).toBeGreaterThanOrEqual(6);
    expect(there).toEqual(expect.arrayContaining([...said]));
  });

  test('an upload goes on where it stopped when the server is killed under it', async () => {
    const url = stage.urlOf(place);
    const bytes = someBytes(30_000_000);
    const port = await freePort();
    const start = () => run('serve', url, stage.scratch, String(port));
    let server: Program = start();
    await server.said(1);
    const ends = [randomInt(1_000_000, 14_000_000), randomInt(16_000_000, 29_000_000)];
    let acknowledged = 0;
    const setbacks: number[] = [];
    const killed: Promise<void>[] = [];
    const kill = async () => {
      await server.kill();
      const promised = acknowledged;
      server = start();
      await server.said(1);
      setbacks.push((await offsetOf(upload.url!)) - promised);
    };
    const upload = new Upload(bytes, {
      endpoint: `http://127.0.0.1:${port}/uploads`,
      retryDelays: Array.from({ length: 200 }, () => 100),
      chunkSize: 5_000_000,
      onChunkComplete: (_size, accepted) => void (acknowledged = accepted),
      onProgress(sent) {
        if (ends.length === 0 || sent < ends[0]!) return;
        ends.shift();
        killed.push(kill());
      },
    });
    await new Promise<void>((resolve, reject) => {
      Object.assign(upload.options, { onSuccess: () => resolve(), onError: reject });
      upload.start();
    });
    await Promise.all(killed);
    expect(setbacks).toHaveLength(2);
    expect(Math.min(...setbacks)).toBeGreaterThanOrEqual(0);
    const path = join(stage.scratch, randomUUID());
    await stage.open(place, url).takeUpload(upload.url!.split('/').at(-1)!, path);
    expect(readFileSync(path).equals(bytes)).toBe(true);
    await server.kill();
  });

  test('a large file costs little memory on its way in and out', async () => {
    const size = 160_000_000;
    const program = run('weigh', stage.urlOf(place), stage.scratch, String(size));
    await program.said(1);
    const weight = JSON.parse(program.lines[0]!) as { kept: number; read: number; size: number };
    expect(weight.size).toBe(size);
    expect(Math.max(weight.kept, weight.read)).toBeLessThan(90_000_000);
  });
});
