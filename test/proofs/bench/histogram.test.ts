import { expect, test } from '@jest/globals';
import { Histogram } from './generator/histogram.js';

test('quantiles are right to 4 %, from microseconds to minutes', () => {
  for (const scale of [1, 10, 1_000, 100_000]) {
    const histogram = new Histogram();
    for (let value = 1; value <= 1_000; value++) histogram.add(value * scale);
    const { count, mean, p50, p99, max } = histogram.summary();
    expect(count).toBe(1_000);
    expect(mean * 1_000).toBeCloseTo(500.5 * scale);
    expect(Math.abs((p50 * 1_000) / (500 * scale) - 1)).toBeLessThan(0.04);
    expect(Math.abs((p99 * 1_000) / (990 * scale) - 1)).toBeLessThan(0.04);
    expect(max * 1_000).toBe(1_000 * scale);
  }
});

test('nothing counted is zero', () => {
  expect(new Histogram().summary()).toEqual({ count: 0, mean: 0, p50: 0, p99: 0, max: 0 });
});
