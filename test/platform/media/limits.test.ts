/** What looking at files may cost, and what becomes of a file that would cost more. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../../../src/server/config/project-root.js';
import type { MediaLimits } from '../../../src/server/platform/media/media-limits.js';
import { processes } from '../../support/processes.js';
import { isAlive, until } from '../../support/server-process.js';
import { Desk } from './desk.js';
import { endlessPdf } from './made-files.js';
import { flat, memoryBomb } from './made-pictures.js';

Logger.overrideLogger(['error']);

let desk: Desk;
afterEach(() => desk.close());

const open = (limits?: Partial<MediaLimits>) => (desk = new Desk(limits));
const lookersOf = (parent: number) =>
  processes().filter((process) => process.parent === parent && process.command.includes('looking'));
const lookers = () => lookersOf(process.pid);
const text = { type: 'text/plain; charset=utf-8', kind: 'document' };

test('A PDF that takes forever is a document without a first look, and the next file has its turn', async () => {
  open({ atOnce: 1, time: 2_000 });
  const [endless, next] = await Promise.all([desk.look(endlessPdf()), desk.look('Next, please')]);
  expect(endless).toEqual({ type: 'application/pdf', kind: 'document', parts: [] });
  expect(next).toMatchObject(text);
});

test('The process that looks gives way to the server, in a session that gives way as a whole', async () => {
  open();
  await desk.look('Anything');
  const [looker] = lookers();
  expect(getPriority(looker!.pid)).toBe(19);
  const group = `/proc/${looker!.pid}/autogroup`;
  if (!existsSync(group)) return;
  expect(readFileSync(group, 'utf8')).toMatch(/ nice 19$/m);
  expect(readFileSync(group, 'utf8')).not.toBe(readFileSync('/proc/self/autogroup', 'utf8'));
});

describe('A picture that takes all memory', () => {
  const bomb = memoryBomb();

  test('is not taken, and the next one has its turn', async () => {
    expect(bomb.length).toBeLessThan(2_000_000);
    open({ memory: 200_000_000 });
    await expect(desk.look(bomb)).rejects.toMatchObject({
      name: 'NotTaken',
      sentence: expect.stringContaining('too much time or memory') as unknown,
    });
    expect(await desk.look(await flat(60, 40).png().toBuffer())).toMatchObject({ kind: 'picture' });
  });

  test('is not blamed for what others have left: it is looked at once more, alone', async () => {
    open({ memory: 200_000_000 });
    expect(await desk.look('The first')).toMatchObject(text);
    const [first] = lookers();
    const refused = expect(desk.look(bomb)).rejects.toThrow('too much time or memory');
    await until(() => !isAlive(first!.pid), 'the first process has ended');
    await until(() => lookers().length === 1, 'another one looks at it');
    await refused;
  });

  test('within what is allowed is taken', async () => {
    expect(await open().look(bomb)).toMatchObject({ kind: 'picture', type: 'image/png', width: 4096 });
  });
});

describe('The process that looks at files', () => {
  test('is there for the next one, and ends when there is none', async () => {
    open({ idle: 300 });
    await desk.look('One');
    const [first] = lookers();
    await desk.look('Two');
    expect(lookers().map(({ pid }) => pid)).toEqual([first!.pid]);
    await until(() => lookers().length === 0, 'it has ended');
    expect(await desk.look('Three')).toMatchObject(text);
  });

  test('makes room for a new one after some files', async () => {
    open({ filesPerProcess: 2 });
    await desk.look('One');
    const [first] = lookers();
    await desk.look('Two');
    await until(() => !isAlive(first!.pid), 'the first process has ended');
    expect(await desk.look('Three')).toMatchObject(text);
    expect(lookers().map(({ pid }) => pid)).not.toContain(first!.pid);
  });

  test('is one of two at most, and who comes too late is told so', async () => {
    open({ atOnce: 2, waiting: 3 });
    const looks = Array.from({ length: 6 }, (_, index) => desk.look(`File ${index}`));
    const most = lookers().length;
    const outcomes = await Promise.allSettled(looks);
    expect(most).toBeLessThanOrEqual(2);
    expect(outcomes.map(({ status }) => status)).toEqual([...Array<string>(5).fill('fulfilled'), 'rejected']);
    expect(outcomes[5]).toMatchObject({ reason: { code: 'unavailable' } });
    await expect(desk.look('Later')).resolves.toMatchObject(text);
  });

  test('knows nothing of the server', async () => {
    open();
    process.env.SESSION_SECRET = 'known to the server alone';
    await desk.look('Hello').finally(() => delete process.env.SESSION_SECRET);
    const { pid } = lookers()[0]!;
    const environment = existsSync(`/proc/${pid}/environ`)
      ? readFileSync(`/proc/${pid}/environ`, 'latin1')
      : '';
    const names = environment.split('\0').map((entry) => entry.split('=')[0]);
    const known = [
      'MALLOC_ARENA_MAX',
      'VIPS_DISC_THRESHOLD',
      'NODE_CHANNEL_FD',
      'NODE_CHANNEL_SERIALIZATION_MODE',
    ];
    expect(names.filter((name) => name && !known.includes(name))).toEqual([]);
  });

  test('ends with the server: what it looks at is told to come again', async () => {
    open();
    const looked = expect(desk.look(endlessPdf())).rejects.toMatchObject({ code: 'unavailable' });
    await until(() => lookers().length === 1, 'somebody looks');
    await desk.media.close();
    await looked;
    expect(lookers()).toEqual([]);
    await expect(desk.look('Late')).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('ends even in the middle of a file when the server is killed', async () => {
    const { path, folder } = open().put(endlessPdf());
    const media = pathToFileURL(join(projectRoot, 'dist/src/server/platform/media/media.js')).href;
    const script = `const { Media } = await import('${media}'); await new Media().look(...process.argv.slice(1));`;
    const server = spawn(process.execPath, ['--input-type=module', '-e', script, path, folder], {
      stdio: 'inherit',
    });
    await until(() => lookersOf(server.pid!).length === 1, 'somebody looks');
    const [looker] = lookersOf(server.pid!);
    // Until it is busy with nothing else: then it hears nobody.
    await until(() => secondsOf(looker!.pid) > 0.8, 'it is at work');
    expect(isAlive(looker!.pid)).toBe(true);
    server.kill('SIGKILL');
    await until(() => !isAlive(looker!.pid), 'it has ended', 5_000);
  });
});

/** Of work so far; where the system does not tell, there is nothing to wait for. */
function secondsOf(pid: number): number {
  if (!existsSync(`/proc/${pid}/stat`)) return Infinity;
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return (Number(user) + Number(system)) / 100;
}
