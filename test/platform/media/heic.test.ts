/**
 * Pictures as iPhones take them. Those beside this file are 128 x 96, red on the left and blue on the right, in the colours of
 * Display P3; the camera noted where they were taken, and that their left is up. The one that is turned says so itself, too, as
 * iPhones' do.
 */
import { afterAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { projectRoot } from '../../../src/server/config/project-root.js';
import { Desk, partOf } from './desk.js';

const desk = new Desk();
afterAll(() => desk.close());

const sent = (name: string) => readFileSync(join(projectRoot, 'test/platform/media', `photo-${name}.heic`));
const sizes = ['full', 'page', 'thumb'] as const;

/** Of the four corners, from the upper left one on: what each is. */
async function corners(picture: Buffer): Promise<string> {
  const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const colourAt = (x: number, y: number) => {
    const [red, green, blue] = data.subarray((y * width + x) * channels);
    if (red! > 240 && green! < 15 && blue! < 15) return 'red';
    return blue! > 240 && green! < 15 && red! < 15 ? 'blue' : `${red} ${green} ${blue}`;
  };
  const [right, bottom] = [width - 5, height - 5];
  return [colourAt(4, 4), colourAt(right, 4), colourAt(4, bottom), colourAt(right, bottom)].join(', ');
}

describe("What Anna's iPhone took", () => {
  test.each([
    ['turned', 96, 128, 'red, red, blue, blue'],
    ['upright', 128, 96, 'red, blue, red, blue'],
    ['mirrored', 128, 96, 'blue, red, blue, red'],
  ])('%s is shown as it says itself, turned no more than once, in its own colours', async (...given) => {
    const [name, width, height, shown] = given;
    const facts = await desk.look(sent(name), 'photo.heic');
    expect(facts).toMatchObject({ kind: 'picture', type: 'image/jpeg', width, height });
    expect(facts.parts.map(({ part, type }) => `${part} ${type}`)).toEqual([
      'full image/jpeg',
      'page image/webp',
      'thumb image/webp',
    ]);
    for (const part of sizes) expect(await corners(partOf(facts, part))).toBe(shown);
    expect(facts.blur).toBeDefined();
  });

  test('tells nobody where she was, nor with which camera', async () => {
    const photo = sent('turned');
    // Without this, what follows would mean nothing.
    expect(photo.includes('Leaky Camera')).toBe(true);
    expect((await sharp(photo).metadata()).exif).toBeDefined();
    const facts = await desk.look(photo);
    for (const part of sizes) {
      const { exif, xmp, icc, orientation } = await sharp(partOf(facts, part)).metadata();
      expect([exif, xmp, icc, orientation]).toEqual(Array(4).fill(undefined));
      expect(partOf(facts, part).includes('Leaky')).toBe(false);
    }
  });
});

test('What is transparent stays so', async () => {
  const facts = await desk.look(sent('clear'));
  expect(facts).toMatchObject({ kind: 'picture', type: 'image/webp', width: 64, height: 48 });
  const { data } = await sharp(partOf(facts, 'full')).raw().toBuffer({ resolveWithObject: true });
  expect(data[3]).toBe(0);
});

describe('Not taken', () => {
  const photo = sent('upright');
  const broken = {
    name: 'NotTaken',
    sentence: expect.stringContaining('broken or not complete') as unknown,
  };

  test('is one of which the end is missing, or all but the beginning', async () => {
    for (const left of [photo.length - 200, 600, 24])
      await expect(desk.look(photo.subarray(0, left))).rejects.toMatchObject(broken);
  });

  test('is one that says that it has more pixels than are decoded', async () => {
    const size = Buffer.from('ispe\0\0\0\0\0\0\0\x80\0\0\0\x60', 'latin1');
    const at = photo.indexOf(size);
    const huge = Buffer.from(photo);
    huge.writeUInt32BE(20_000, at + 8);
    huge.writeUInt32BE(20_000, at + 12);
    const start = performance.now();
    await expect(desk.look(huge)).rejects.toThrow('100 megapixels at most');
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test.each(['ispe', 'pitm', 'iloc', 'ipma'])('is one whose %s is nonsense', async (box) => {
    const nonsense = Buffer.from(photo);
    const at = nonsense.indexOf(box);
    nonsense.fill(0xff, at + 4, at + 16);
    await expect(desk.look(nonsense)).rejects.toMatchObject(broken);
  });
});

test('Wherever one is broken: it is a picture or is not taken, and the next one has its turn', async () => {
  const photo = sent('turned');
  for (let at = 32; at < photo.length; at += 23) {
    const nonsense = Buffer.from(photo);
    nonsense[at]! ^= 0xa5;
    const said = await desk.look(nonsense).catch((error: unknown) => error);
    expect((said as Error).name ?? (said as { kind: string }).kind).toMatch(/^(?:picture|NotTaken)$/);
  }
  expect(await desk.look(photo)).toMatchObject({ kind: 'picture' });
});
