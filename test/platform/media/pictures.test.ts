/** What becomes of pictures. */
import { afterAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { Facts } from '../../../src/server/platform/media/facts.js';
import { Desk, partOf } from './desk.js';
import { flat, frameBomb, frames, halves, noise, photo, pixelBomb } from './made-pictures.js';

const desk = new Desk();
afterAll(() => desk.close());

const sizes = ['full', 'page', 'thumb'] as const;
const metadata = (facts: Facts, part: (typeof sizes)[number]) =>
  sharp(partOf(facts, part), { animated: true }).metadata();

async function pixelAt(picture: Buffer, left: number, top: number): Promise<number[]> {
  const { data } = await sharp(picture)
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data];
}

describe("Anna's photograph", () => {
  let facts: Facts;

  test('stands upright', async () => {
    const sent = await photo(800, 600);
    // Without all this, nothing below would mean anything.
    expect(await sharp(sent).metadata()).toMatchObject({
      orientation: 6,
      exif: expect.anything() as unknown,
      xmp: expect.anything() as unknown,
    });
    expect(sent.includes('Leaky Camera')).toBe(true);
    facts = await desk.look(sent, 'photo.jpg');
    expect(facts).toMatchObject({ kind: 'picture', type: 'image/jpeg', width: 600, height: 800 });
    for (const part of sizes) {
      const picture = partOf(facts, part);
      const { width, height } = await sharp(picture).metadata();
      expect(height).toBeGreaterThan(width);
      const [top, bottom] = [await pixelAt(picture, 5, 5), await pixelAt(picture, 5, height - 5)];
      expect(top[0]! - top[2]!).toBeGreaterThan(200);
      expect(bottom[2]! - bottom[0]!).toBeGreaterThan(200);
    }
  });

  test('tells nobody where she was, nor with which camera', async () => {
    for (const part of sizes) {
      const { exif, xmp, iptc, icc, orientation, comments } = await metadata(facts, part);
      expect([exif, xmp, iptc, icc, orientation, comments]).toEqual(Array(6).fill(undefined));
      expect(partOf(facts, part).includes('Leaky')).toBe(false);
      expect(partOf(facts, part).includes('xmpmeta')).toBe(false);
    }
  });

  test('is there in three sizes and as a blur', async () => {
    expect(facts.parts.map(({ part, type }) => `${part} ${type}`)).toEqual([
      'full image/jpeg',
      'page image/webp',
      'thumb image/webp',
    ]);
    expect(await metadata(facts, 'thumb')).toMatchObject({ width: 198, height: 264 });
    const blur = await sharp(Buffer.from(facts.blur!.split(',')[1]!, 'base64')).metadata();
    expect(blur).toMatchObject({ format: 'webp', width: 12, height: 16 });
  });
});

test.each([
  ['jpeg', 'image/jpeg'],
  ['png', 'image/png'],
  ['webp', 'image/webp'],
  ['avif', 'image/webp'],
  ['gif', 'image/png'],
] as const)('A picture sent as %s is served as %s, whatever it is called', async (format, type) => {
  const facts = await desk.look(await halves(64, 32).toFormat(format).toBuffer(), 'song.mp3');
  expect(facts).toMatchObject({ kind: 'picture', type, width: 64, height: 32, parts: { length: 3 } });
  expect(facts.animated).toBeUndefined();
  expect(await sharp(partOf(facts, 'full')).metadata()).toMatchObject({ width: 64, height: 32 });
});

test('Colours of a wider space are shown as sRGB has them', async () => {
  const sent = await flat(40, 40).withIccProfile('p3').png().toBuffer();
  expect((await sharp(sent).metadata()).icc).toBeDefined();
  const full = partOf(await desk.look(sent), 'full');
  expect((await sharp(full).metadata()).icc).toBeUndefined();
  const colour = await pixelAt(full, 20, 20);
  for (const [index, value] of [0x22, 0x88, 0x44].entries())
    expect(Math.abs(colour[index]! - value)).toBeLessThanOrEqual(3);
});

test('What is transparent stays so in every size', async () => {
  const sticker = await sharp({ create: { width: 900, height: 600, channels: 4, background: '#0000' } })
    .png()
    .toBuffer();
  const facts = await desk.look(sticker);
  for (const part of sizes) expect((await pixelAt(partOf(facts, part), 10, 10))[3]).toBe(0);
});

describe('A row of pictures is cheap', () => {
  test.each([3, 4] as const)('even if all of them are noise, of %i channels', async (channels) => {
    const facts = await desk.look(await noise(960, 528, channels).png().toBuffer());
    expect(partOf(facts, 'thumb').length).toBeLessThanOrEqual(15_000);
    expect(facts.blur!.length).toBeLessThanOrEqual(300);
  });
});

test('A photograph that somebody saved as PNG becomes a WebP; a drawing stays a PNG', async () => {
  const heavy = await desk.look(await noise(1200, 1200, 3).png({ compressionLevel: 1 }).toBuffer());
  expect(heavy.type).toBe('image/webp');
  expect((await desk.look(await halves(1200, 1200).png().toBuffer())).type).toBe('image/png');
});

test('What has more pixels than any screen becomes smaller; a long screenshot stays readable', async () => {
  const large = await desk.look(await flat(6000, 4000).jpeg().toBuffer());
  expect(large).toMatchObject({ width: 5016, height: 3344 });
  expect(await metadata(large, 'full')).toMatchObject({ width: 5016, height: 3344 });
  expect(await metadata(large, 'page')).toMatchObject({ width: 1600, height: 1067 });
  expect(await metadata(large, 'thumb')).toMatchObject({ width: 396, height: 264 });
  const long = await desk.look(await flat(800, 16_000).png().toBuffer());
  expect(long).toMatchObject({ width: 800, height: 16_000 });
});

describe('What moves', () => {
  test.each(['gif', 'webp'] as const)(
    'as %s keeps moving as it did, and its sizes stand still',
    async (format) => {
      const sent = await frames(40, 30, 5)
        .toFormat(format, { delay: [100, 200, 300, 400, 500], loop: 3 })
        .toBuffer();
      const facts = await desk.look(sent);
      expect(facts).toMatchObject({ type: 'image/webp', animated: true, width: 40, height: 30 });
      expect(await metadata(facts, 'full')).toMatchObject({
        pages: 5,
        pageHeight: 30,
        delay: [100, 200, 300, 400, 500],
        loop: 3,
      });
      for (const part of ['page', 'thumb'] as const)
        expect((await metadata(facts, part)).pages).toBeUndefined();
    },
  );

  test('becomes smaller where there is much of it', async () => {
    const facts = await desk.look(frameBomb(750, 100));
    expect(facts).toMatchObject({ width: 707, height: 707 });
    expect(await metadata(facts, 'full')).toMatchObject({ width: 707, pageHeight: 707, pages: 100 });
  });
});

describe('Nothing of what hides in a picture is served', () => {
  const script = '<html><script>alert(1)</script></html>';

  test('behind its end or in a comment of it', async () => {
    const jpeg = await halves(64, 64).jpeg().toBuffer();
    const comment = Buffer.from(`\xff\xfe\0${String.fromCharCode(script.length + 2)}${script}`, 'latin1');
    const gif = await halves(64, 64).gif().toBuffer();
    const sent = [
      Buffer.concat([jpeg, Buffer.from(script)]),
      Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]),
      Buffer.concat([gif, Buffer.from(script)]),
    ];
    for (const bytes of sent) {
      expect(bytes.includes(script)).toBe(true);
      const facts = await desk.look(bytes);
      expect(facts.kind).toBe('picture');
      for (const part of sizes) expect(partOf(facts, part).includes('script')).toBe(false);
    }
  });
});

describe('Not taken', () => {
  test('is a picture of which half is missing', async () => {
    const jpeg = await noise(300, 300, 3).jpeg().toBuffer();
    const png = await noise(300, 300, 3).png().toBuffer();
    for (const whole of [jpeg, png])
      await expect(desk.look(whole.subarray(0, whole.length / 2))).rejects.toMatchObject({
        name: 'NotTaken',
        sentence: expect.stringContaining('broken or not complete') as unknown,
      });
    await expect(desk.look(png.subarray(0, 30))).rejects.toThrow('broken or not complete');
  });

  test('is one that is thousands of times as large once it is decoded', async () => {
    const bomb = pixelBomb();
    expect(bomb.length).toBeLessThan(2_000_000);
    const start = performance.now();
    await expect(desk.look(bomb)).rejects.toThrow('100 megapixels at most');
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test('is an animation of too many pictures, or of too large ones', async () => {
    await expect(desk.look(frameBomb(1, 1_001))).rejects.toThrow('This animation is too long');
    await expect(desk.look(frameBomb(6_000, 8, 6_000))).rejects.toThrow('This animation is too long');
    expect(await desk.look(frameBomb(10, 1_000))).toMatchObject({ animated: true, width: 10 });
  });
});
