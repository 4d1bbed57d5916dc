import { expect, test } from '@jest/globals';
import { Places } from '../../../src/server/platform/work/places.js';

test('so many are in at once, the others get in as these leave, in their order, and the rest are refused', () => {
  const places = new Places({ atOnce: 2, waiting: 2 });
  const came: string[] = [];
  const take = (name: string) => places.take('anna', () => came.push(name));
  const [one, two, three, four] = ['one', 'two', 'three', 'four'].map(take);
  expect([one, two, three, four].map((place) => place?.isIn)).toEqual([true, true, false, false]);
  expect(take('five')).toBeUndefined();
  expect(places.take('boris', () => undefined)?.isIn).toBe(true);
  one!.leave();
  one!.leave();
  expect(came).toEqual(['three']);
  two!.leave();
  three!.leave();
  expect(came).toEqual(['three', 'four']);
  expect(take('six')?.isIn).toBe(true);
  expect(take('seven')?.isIn).toBe(false);
});

test('who goes away while they wait gets no place, and keeps nobody from one', () => {
  const places = new Places({ atOnce: 1, waiting: 5 });
  const came: string[] = [];
  const first = places.take('anna', () => undefined)!;
  const impatient = places.take('anna', () => came.push('impatient'))!;
  places.take('anna', () => came.push('patient'));
  impatient.leave();
  first.leave();
  expect(came).toEqual(['patient']);
});
