/** Pictures: decoded whole and written anew, upright, in sRGB, without anything that stood beside the pixels (the place above all). */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Metadata, type Sharp } from 'sharp';
import type { Findings, Job } from '../facts.js';
import { broken, tooLarge, tooLong } from '../not-taken.js';
import { decodedHeic } from './heic.js';
import { keep } from './parts.js';
import { withProfile } from './png-colours.js';
import { type Pixels, sizesOf } from './sizes.js';

sharp.cache(false);
// Another picture is at work beside this one already.
sharp.concurrency(1);
// What decodes SVG, TIFF, PDF and the like never sees a byte.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((name) => `VipsForeignLoad${name}File`),
});

/** Any camera, and 400 MB of pixels if all of them were held at once. */
const mostPixels = 100_000_000;
/** Of an animation, over all its pictures: decoding that takes some 5 s. */
const mostFrames = 1_000;
const mostPixelsInAll = 250_000_000;
/** Of an animation as it is served; encoding that takes some 5 s. What has more becomes smaller. */
const animationPixels = 50_000_000;
/**
 * Of a picture as it is served: 4096 x 4096, or as many otherwise, so that a long screenshot stays readable. What has more
 * becomes smaller. No side is longer than WebP allows.
 */
const fullPixels = 4096 * 4096;
const fullSide = 16_383;
/** Bytes up to which a PNG stays one; a photograph as PNG is ten times as large as it has to be. */
const pngBytes = 4_000_000;

export async function lookAtPicture(job: Job, sort: string): Promise<Findings> {
  const { path, type } = await readable(job, sort);
  const { width, height, frames } = await measured(path);
  const pixels = await decoded(path, scaleWithin(width, height, fullPixels));
  const full =
    frames > 1
      ? await animation(path, scaleWithin(width, height, animationPixels / frames))
      : await still(pixels, type);
  const { blur, parts } = await sizesOf(pixels, job.folder);
  return {
    type: full.type,
    kind: 'picture',
    width: full.width,
    height: full.height,
    ...(frames > 1 && { animated: true }),
    ...(blur !== undefined && { blur }),
    parts: [await keep(job.folder, 'full', full), ...parts],
  };
}

/** HEIC as a PNG in the folder of the job: from there on, it is a picture like others. What is transparent is no JPEG. */
export async function readable({ path, folder }: Job, type: string): Promise<{ path: string; type: string }> {
  const { compression, icc } = await metadata(path);
  if (compression !== 'hevc') return { path, type };
  const { data, raw } = await decodedHeic(path, mostPixels);
  const size = scaleWithin(raw.width, raw.height, fullPixels);
  const picture = sharp(data, { raw }).resize({ ...size, fit: 'fill' });
  const png = await picture.png({ compressionLevel: 0 }).toBuffer();
  const readablePath = join(folder, 'decoded');
  await writeFile(readablePath, icc ? withProfile(png, icc) : png);
  return { path: readablePath, type: raw.channels === 4 ? 'image/webp' : 'image/jpeg' };
}

export async function measured(path: string) {
  const { width, height, pageHeight = height, pages: frames = 1, autoOrient } = await metadata(path);
  if (width * pageHeight > mostPixels) throw tooLarge();
  if (frames > mostFrames || (frames > 1 && width * pageHeight * frames > mostPixelsInAll)) throw tooLong();
  return { width: autoOrient.width, height: frames > 1 ? pageHeight : autoOrient.height, frames };
}

async function metadata(path: string): Promise<Metadata> {
  try {
    return await sharp(path, { limitInputPixels: false }).metadata();
  } catch {
    throw broken();
  }
}

/** The size in which it has so many pixels at most. */
function scaleWithin(width: number, height: number, pixels: number) {
  const scale = Math.min(1, Math.sqrt(pixels / (width * height)), fullSide / Math.max(width, height));
  const scaled = (side: number) => Math.max(1, Math.floor(side * scale));
  return { width: scaled(width), height: scaled(height) };
}

/** The pixels of a picture, the first one of an animation: all sizes are made of them, so that it is decoded once. */
export async function decoded(path: string, size: { width: number; height: number }): Promise<Pixels> {
  const picture = sharp(path, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 })
    .autoOrient()
    .resize({ ...size, fit: 'fill' })
    .toColourspace('srgb');
  try {
    const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    return { data, raw: { width, height, channels } };
  } catch {
    throw broken();
  }
}

interface Full {
  data: Buffer;
  type: string;
  width: number;
  height: number;
}

async function still({ data, raw }: Pixels, type: string): Promise<Full> {
  const picture = sharp(data, { raw });
  const { width, height } = raw;
  const made = async (as: string, encoder: Sharp) => ({
    data: await encoder.toBuffer(),
    type: as,
    width,
    height,
  });
  if (type === 'image/jpeg') return made(type, picture.jpeg({ quality: 88 }));
  if (type === 'image/png' || type === 'image/gif') {
    const png = await made('image/png', picture.png());
    if (png.data.length <= pngBytes) return png;
  }
  return made('image/webp', sharp(data, { raw }).webp({ quality: 88 }));
}

/** Always WebP, which is about half of what the same GIF is; when it moves, and how often, stays. */
export async function animation(
  path: string,
  size: { width: number; height: number },
  quality = 80,
): Promise<Full> {
  const moving = sharp(path, { limitInputPixels: mostPixelsInAll, failOn: 'error', animated: true })
    .resize({ ...size, fit: 'fill' })
    .toColourspace('srgb')
    .webp({ quality, effort: 2 });
  try {
    return { data: await moving.toBuffer(), type: 'image/webp', ...size };
  } catch {
    throw broken();
  }
}
