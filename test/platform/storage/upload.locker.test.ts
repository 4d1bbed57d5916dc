import { expect, test } from '@jest/globals';
import { UploadLocker } from '../../../src/server/platform/storage/upload.locker.js';

const never = new AbortController().signal;

test('requests for one upload take turns in the order in which they came, and each asks the one before it to end', async () => {
  const locker = new UploadLocker();
  const said: string[] = [];
  const take = async (name: string) => {
    const lock = locker.newLock('tea');
    await lock.lock(never, () => void said.push(`${name} is asked to end`));
    said.push(`${name} is in`);
    return lock;
  };
  const first = await take('first');
  const [second, third] = [take('second'), take('third')];
  await locker.newLock('coffee').lock(never, () => undefined);
  expect(said).toEqual(['first is in', 'first is asked to end', 'first is asked to end']);
  await first.unlock();
  await (await second).unlock();
  await (await third).unlock();
  expect(said.slice(3)).toEqual(['second is asked to end', 'second is in', 'third is in']);
  await locker.newLock('tea').lock(never, () => undefined);
});

test('who goes away while they wait leaves their turn to the next', async () => {
  const locker = new UploadLocker();
  const holder = locker.newLock('tea');
  await holder.lock(never, () => undefined);
  const gone = new AbortController();
  const waits = locker.newLock('tea').lock(gone.signal, () => undefined);
  const next = locker.newLock('tea').lock(never, () => undefined);
  gone.abort();
  await expect(waits).rejects.toMatchObject({ status_code: 423 });
  await expect(locker.newLock('tea').lock(gone.signal, () => undefined)).rejects.toMatchObject({
    status_code: 423,
  });
  await holder.unlock();
  await next;
});
