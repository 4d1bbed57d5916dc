/** The smaller sizes of a picture: one for a page, one for a row, and a blur until one of them is there. */
import sharp, { type Raw } from 'sharp';
import { type Findings, pageSide } from '../facts.js';
import { keep } from './parts.js';

export interface Pixels {
  data: Buffer;
  raw: Raw;
}

interface Box {
  width: number;
  height: number;
}

/** A row of pictures costs a slow phone no more than this for each, whatever they show. */
const thumbBytes = 15_000;
const blurLength = 300;
const blurStart = 'data:image/webp;base64,';

/** From good to bad; then it becomes smaller. */
const qualities = [75, 60, 45, 30, 15, 1];
const scales = [1, 0.75, 0.5, 0.25];

const type = 'image/webp';

export async function sizesOf(
  pixels: Pixels,
  folder: string,
  boxes: { page: Box; thumb: Box } = {
    page: { width: pageSide, height: pageSide },
    thumb: { width: 480, height: 264 },
  },
): Promise<Pick<Findings, 'blur' | 'parts'>> {
  const page = await within(pixels, boxes.page);
  const thumb = await within(page, boxes.thumb);
  const parts = [
    { name: 'page', data: await encoded(page, 80) },
    { name: 'thumb', data: (await encodedWithin(thumb, thumbBytes))! },
  ] as const;
  const blur = await blurOf(thumb);
  return {
    ...(blur !== undefined && { blur }),
    parts: await Promise.all(parts.map(({ name, data }) => keep(folder, name, { data, type }))),
  };
}

async function blurOf(thumb: Pixels): Promise<string | undefined> {
  const tiny = await within(thumb, { width: 16, height: 16 });
  const bytes = Math.floor((blurLength - blurStart.length) / 4) * 3;
  const data = await encodedWithin(tiny, bytes);
  return data && `${blurStart}${data.toString('base64')}`;
}

/** The best that takes so many bytes; undefined where even the worst takes more. */
async function encodedWithin(pixels: Pixels, bytes: number): Promise<Buffer | undefined> {
  const { width, height } = pixels.raw;
  for (const scale of scales) {
    const scaled = await within(pixels, {
      width: Math.ceil(width * scale),
      height: Math.ceil(height * scale),
    });
    for (const quality of qualities) {
      const data = await encoded(scaled, quality);
      if (data.length <= bytes) return data;
    }
  }
  return undefined;
}

const encoded = ({ data, raw }: Pixels, quality: number) =>
  sharp(data, { raw }).webp({ quality, alphaQuality: quality }).toBuffer();

async function within({ data, raw }: Pixels, box: Box): Promise<Pixels> {
  if (raw.width <= box.width && raw.height <= box.height) return { data, raw };
  const smaller = await sharp(data, { raw })
    .resize({ ...box, fit: 'inside' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = smaller.info;
  return { data: smaller.data, raw: { width, height, channels } };
}
