import { describe, expect, test } from '@jest/globals';
import { FairLine, type Place } from '../../../src/server/platform/work/fair-line.js';

const make = (length: number, patience = 60_000) =>
  new FairLine({ atOnce: 1, length, patience, refusal: () => new Error('full') });

const stranger = (key: string): Place => ({ key, isKnown: false });

/** Work that ends when it is told to. */
function held() {
  let end!: () => void;
  const done = new Promise<void>((resolve) => (end = resolve));
  return { work: () => done, end };
}

describe('a line', () => {
  test('takes turns between those who ask, however much one of them asks', async () => {
    const line = make(50);
    const first = held();
    const done: string[] = [];
    const all = [line.run(stranger('busy'), first.work)];
    const ask = (key: string) =>
      all.push(line.run(stranger(key), () => Promise.resolve(void done.push(key))));
    for (let time = 0; time < 20; time++) ask('flood');
    ask('anna');
    ask('boris');
    first.end();
    await Promise.all(all);
    expect(done.slice(0, 3)).toEqual(['flood', 'anna', 'boris']);
    expect(done).toHaveLength(22);
  });

  test('that is full of one crowd lets somebody else in, at the expense of the crowd', async () => {
    const line = make(5);
    const first = held();
    const running = line.run(stranger('busy'), first.work);
    const crowd = Array.from({ length: 5 }, () => line.run(stranger('flood'), () => Promise.resolve('done')));
    await expect(line.run(stranger('flood'), () => Promise.resolve('done'))).rejects.toThrow('full');
    const anna = line.run(stranger('anna'), () => Promise.resolve('done'));
    await expect(crowd[4]).rejects.toThrow('full');
    first.end();
    await running;
    expect(await anna).toBe('done');
    expect(await Promise.all(crowd.slice(0, 4))).toEqual(Array(4).fill('done'));
  });

  test('that is full of many strangers lets in who is known, and no other stranger', async () => {
    const line = make(3);
    const first = held();
    const running = line.run(stranger('busy'), first.work);
    const many = ['a', 'b', 'c'].map((key) => line.run(stranger(key), () => Promise.resolve(key)));
    await expect(line.run(stranger('d'), () => Promise.resolve('d'))).rejects.toThrow('full');
    const outcomes = Promise.allSettled(many);
    const owner = line.run({ key: 'owner', isKnown: true }, () => Promise.resolve('owner'));
    first.end();
    await running;
    expect(await owner).toBe('owner');
    expect((await outcomes).filter(({ status }) => status === 'rejected')).toHaveLength(1);
  });

  test('lets nobody wait too long, and goes on after work that fails', async () => {
    const line = make(5, 50);
    const first = held();
    const running = line.run(stranger('busy'), first.work);
    await expect(line.run(stranger('anna'), () => Promise.resolve('done'))).rejects.toThrow('full');
    const boris = line.run(stranger('boris'), () => Promise.reject(new Error('failed')));
    const clara = line.run(stranger('clara'), () => Promise.resolve('done'));
    first.end();
    await running;
    await expect(boris).rejects.toThrow('failed');
    expect(await clara).toBe('done');
    expect(await line.run(stranger('anna'), () => Promise.resolve('done'))).toBe('done');
  });
});
