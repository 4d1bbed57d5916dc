import { describe, expect, test } from '@jest/globals';
import { Batcher, writeLimits } from '../../../src/server/platform/work/batcher.js';

describe('A batcher', () => {
  const double = () =>
    new Batcher<number, number>((all) => Promise.resolve(all.map((each) => ({ result: each * 2 }))));

  test('writes together what arrives together, in order, and answers each with its own', async () => {
    const batches: number[][] = [];
    const batcher = new Batcher<number, string>((numbers) => {
      batches.push(numbers);
      return Promise.resolve(
        numbers.map((each) => (each === 2 ? { error: new Error('not two') } : { result: `#${each}` })),
      );
    });
    const answers = await Promise.allSettled([1, 2, 3].map((each) => batcher.add(each)));
    expect(batches).toEqual([[1, 2, 3]]);
    expect(answers).toEqual([
      { status: 'fulfilled', value: '#1' },
      { status: 'rejected', reason: new Error('not two') },
      { status: 'fulfilled', value: '#3' },
    ]);
  });

  test('says when the first entry of a batch was added', async () => {
    const told: number[] = [];
    const gates: (() => void)[] = [];
    const batcher = new Batcher<number, number>(async (all, since) => {
      told.push(since);
      await new Promise<void>((resolve) => gates.push(resolve));
      return all.map((each) => ({ result: each }));
    });
    const begun = performance.now();
    const first = batcher.add(1);
    while (gates.length < 1) await new Promise(setImmediate);
    const before = performance.now();
    const second = batcher.add(2);
    const after = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 30));
    const third = batcher.add(3);
    gates[0]!();
    while (gates.length < 2) await new Promise(setImmediate);
    gates[1]!();
    await Promise.all([first, second, third]);
    expect(told[0]).toBeGreaterThanOrEqual(begun);
    expect(told[0]).toBeLessThanOrEqual(before);
    expect(told[1]).toBeGreaterThanOrEqual(before);
    expect(told[1]).toBeLessThanOrEqual(after);
  });

  test('waits a little for more while more keep coming, and for nobody who comes alone', async () => {
    const batchesOf = async (gather: number) => {
      let batches = 0;
      const batcher = new Batcher<number, number>(
        async (all) => {
          batches++;
          await new Promise((resolve) => setTimeout(resolve, 1));
          return all.map((each) => ({ result: each }));
        },
        { ...writeLimits, batch: 20_000, gather },
      );
      const answers: Promise<number>[] = [];
      for (let n = 0; n < 6_000; n++) {
        answers.push(batcher.add(2 * n), batcher.add(2 * n + 1));
        await new Promise(setImmediate);
      }
      expect(await Promise.all(answers)).toEqual(Array.from({ length: 12_000 }, (_, n) => n));
      return batches;
    };
    const [apart, together] = [await batchesOf(0), await batchesOf(15)];
    expect(together).toBeLessThan(apart / 2);
    const alone = new Batcher<number, number>(
      (all) => Promise.resolve(all.map((each) => ({ result: each }))),
      { ...writeLimits, gather: 60_000 },
    );
    for (let n = 0; n < 20; n++) expect(await alone.add(n)).toBe(n);
  });

  test.each([0, 1, 2, 3, 4, 5, 6, 8, 10])(
    'forgets no entry that comes %i microtasks after another was answered',
    async (microtasks) => {
      const batcher = double();
      expect(await batcher.add(1)).toBe(2);
      for (let passed = 0; passed < microtasks; passed++) await Promise.resolve();
      expect(await batcher.add(2)).toBe(4);
      await batcher.idle();
    },
    10_000,
  );
});
