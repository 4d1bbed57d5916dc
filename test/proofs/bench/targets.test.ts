/** What falls short is said, and nothing else; what was only bounded is not called reached or missed before it is. */
import { expect, test } from '@jest/globals';
import type { SendingResult } from './generator/sending.js';
import { higherIsBetter, lowerIsBetter, shownFigure } from './lab/figures.js';
import { isBound, type Step } from './lab/step.js';
import { shortfalls, targetTable } from './targets.js';

const aim = { must: 100, wish: 200 };
const fast = (value: number, rest = {}) => higherIsBetter('rate', value, '/s', { ...aim, ...rest });
const short = (value: number, rest = {}) => lowerIsBetter('wait', value, 'ms', { must: 4, wish: 2, ...rest });

/** Ratio and verdict. */
const judged = (...figures: ReturnType<typeof fast>[]) =>
  targetTable(figures).rows.map((row) => row.slice(-2));

test('a rate is measured against what it must be, then against the wish', () => {
  expect(judged(fast(50), fast(100), fast(199), fast(200))).toEqual([
    ['0.50', 'FALLS SHORT'],
    ['1.00', 'reached'],
    ['1.99', 'reached'],
    ['2.00', 'reached, wish too'],
  ]);
});

test('for a time less is better', () => {
  expect(judged(short(5), short(4), short(2))).toEqual([
    ['1.25', 'FALLS SHORT'],
    ['1.00', 'reached'],
    ['0.50', 'reached, wish too'],
  ]);
});

test('only what falls short is said again', () => {
  const figures = [fast(50), short(4), fast(100), higherIsBetter('without an aim', 0, '/s')];
  expect(shortfalls(figures)).toEqual(['rate: measured 50 /s, must be ≥ 100 /s']);
  expect(targetTable(figures).rows).toHaveLength(3);
});

test('what could not be measured falls short', () => {
  expect(judged(fast(NaN), short(NaN)).map(([, verdict]) => verdict)).toEqual(['FALLS SHORT', 'FALLS SHORT']);
});

test('with a busy generator a rate is at least, and a time at most, what was measured', () => {
  expect(shownFigure(fast(50, { generatorLoad: 0.86 }))).toBe('≥ 50 /s');
  expect(shownFigure(short(5, { generatorLoad: 0.86 }))).toBe('≤ 5 ms');
  expect(shownFigure(fast(50, { generatorLoad: 0.84 }))).toBe('50 /s');
});

test('a bound that does not reach what must be is no proof that it is missed, and said all the same', () => {
  const bounded = fast(50, { generatorLoad: 0.9 });
  expect(judged(bounded, fast(150, { generatorLoad: 0.9 }))).toEqual([
    ['0.50', 'NOT SHOWN'],
    ['1.50', 'reached'],
  ]);
  expect(shortfalls([bounded])).toEqual([
    'rate: measured ≥ 50 /s, must be ≥ 100 /s, which may be reached, as only a bound was measured',
  ]);
});

const step = (rate: number, hasPassed: boolean, generatorLoad: number): Step => ({
  rate,
  hasPassed,
  deliveriesPerSecond: rate,
  perDelivery: 1,
  result: { generatorLoad } as SendingResult,
  cost: { seconds: 1, server: 1, postgres: 0, machine: 1 },
});

test('the highest rate is only a bound where nothing above it failed, or the generator was busy there', () => {
  const best = step(100, true, 0.5);
  expect(isBound(best, [best, step(120, false, 0.6)])).toBe(false);
  expect(isBound(best, [step(50, true, 0.3), best])).toBe(true);
  expect(isBound(best, [best, step(120, false, 0.9), step(300, false, 0.5)])).toBe(true);
  expect(isBound(best, [best, step(300, false, 0.9), step(120, false, 0.6)])).toBe(false);
  const busy = step(100, true, 0.9);
  expect(isBound(busy, [busy, step(120, false, 0.6)])).toBe(true);
});
