import { describe, expect, test } from '@jest/globals';
import type { FileView } from '../../../src/shared/files.js';
import { duration } from '../../../src/shared/rules/duration.js';
import { fileLook, filesLook } from '../../../src/shared/rules/file-look.js';
import { fileSize } from '../../../src/shared/rules/file-size.js';

const picture = (id: number, width: number, height: number): FileView => ({
  ...{ id, name: `${id}.jpg`, kind: 'picture', type: 'image/webp', size: 1_000, hasThumb: true },
  ...{ width, height },
});

test.each([
  [0, '0 B', '0 Б'],
  [999, '999 B', '999 Б'],
  [1_000, '1 kB', '1 кБ'],
  [84_210, '84 kB', '84 кБ'],
  [999_600, '1 MB', '1 МБ'],
  [2_140_000, '2.1 MB', '2,1 МБ'],
  [9_960_000, '10 MB', '10 МБ'],
  [412_345_678, '412 MB', '412 МБ'],
  [2_000_000_000, '2 GB', '2 ГБ'],
])('%i bytes are %s, and %s to somebody who reads Russian', (bytes, english, russian) => {
  expect([fileSize(bytes, 'en'), fileSize(bytes, 'ru')].map((text) => text.replace('\u00a0', ' '))).toEqual([
    english,
    russian,
  ]);
});

test.each([
  [0.4, '0:00'],
  [23, '0:23'],
  [59.6, '1:00'],
  [754, '12:34'],
  [3_723, '1:02:03'],
])('%d seconds last %s', (seconds, text) => expect(duration(seconds)).toBe(text));

describe('Pictures of a message', () => {
  test('one alone is as large as its thumbnail can be, and never larger than it is', () => {
    expect(filesLook([picture(1, 3_000, 2_000)]).alone).toMatchObject({ shownWidth: 396, shownHeight: 264 });
    expect(filesLook([picture(1, 40, 60)]).alone).toMatchObject({
      ...{ shownWidth: 40, shownHeight: 60, isLarger: false },
    });
    // One line of pixels keeps a height.
    expect(filesLook([picture(1, 9_000, 1)]).alone).toMatchObject({ shownWidth: 448, shownHeight: 1 });
  });

  test('several stand in a row, whatever else below them, in their order', () => {
    const voice: FileView = { ...picture(2, 1, 1), kind: 'voice', seconds: 3 };
    const { pictures, alone, others, ids } = filesLook([picture(1, 4, 3), voice, picture(3, 3, 4)]);
    expect(pictures.map(({ id }) => id)).toEqual([1, 3]);
    expect(alone).toBeUndefined();
    expect(others.map(({ id }) => id)).toEqual([2]);
    expect(ids).toBe('1,2,3');
  });
});

test('a wave stays within its picture, and a silent place is a dot', () => {
  const wave = fileLook({ ...picture(1, 1, 1), kind: 'voice', waveform: [0, 31] }).wave;
  expect(wave).toBe('M1.5 15v2M4.5 2v28');
});

test.each([
  ['minutes.txt', 'TXT'],
  ['архив.tar.gz', 'GZ'],
  ['.bashrc', undefined],
  ['no extension', undefined],
  ['v1.something-long', undefined],
])('%s is a %s', (name, extension) => {
  expect(fileLook({ ...picture(1, 1, 1), name }).extension).toBe(extension);
});
