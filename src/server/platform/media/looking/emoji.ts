/** Pictures that become emoji: small, written anew, and with one that stands still where they move. */
import sharp from 'sharp';
import type { Findings, Job } from '../facts.js';
import { movingPng, noEmoji, tooLongForEmoji } from '../not-taken.js';
import { keep } from './parts.js';
import { animation, decoded, measured } from './pictures.js';
import { isMovingPng } from './sorts.js';

/** Pixels, three times what a line of text gives it. */
const side = 128;

/** Bytes of one that moves: a message may be full of them. */
const mostBytes = 400_000;

/** From good to bad. */
const qualities = [80, 50, 25];

const type = 'image/webp';
const taken = ['image/png', 'image/webp', 'image/gif', 'image/jpeg', 'image/avif'];

export async function lookAtEmoji({ path, folder }: Job, sort: string): Promise<Findings> {
  if (!taken.includes(sort)) throw noEmoji();
  if (await isMovingPng(path)) throw movingPng();
  const { frames, ...sent } = await measured(path);
  const size = within(sent);
  const { data, raw } = await decoded(path, size);
  const still = await sharp(data, { raw }).webp({ quality: 90 }).toBuffer();
  if (frames === 1)
    return { type, kind: 'picture', ...size, parts: [await keep(folder, 'full', { data: still, type })] };
  const parts = [
    await keep(folder, 'full', { data: await moving(path, size), type }),
    await keep(folder, 'thumb', { data: still, type }),
  ];
  return { type, kind: 'picture', ...size, animated: true, parts };
}

interface Size {
  width: number;
  height: number;
}

function within({ width, height }: Size): Size {
  const scale = Math.min(1, side / Math.max(width, height));
  const scaled = (length: number) => Math.max(1, Math.round(length * scale));
  return { width: scaled(width), height: scaled(height) };
}

async function moving(path: string, size: Size): Promise<Buffer> {
  for (const quality of qualities) {
    const { data } = await animation(path, size, quality);
    if (data.length <= mostBytes) return data;
  }
  throw tooLongForEmoji();
}
