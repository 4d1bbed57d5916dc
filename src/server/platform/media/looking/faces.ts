/** Pictures that become somebody's face: the square in the middle, in three sizes, and nothing that moves. */
import sharp from 'sharp';
import type { Findings, Job, PartName } from '../facts.js';
import { noPicture } from '../not-taken.js';
import { keep } from './parts.js';
import { decoded, measured, readable } from './pictures.js';

/** Pixels, and the names under which they are kept. */
const sides: [PartName, number][] = [
  ['full', 256],
  ['page', 96],
  ['thumb', 48],
];

const type = 'image/webp';

/** What is transparent lies over initials where it is shown. */
const ground = '#ffffff';

export async function lookAtFace(job: Job, sort: string): Promise<Findings> {
  if (!sort.startsWith('image/')) throw noPicture();
  const { path } = await readable(job, sort);
  const { width, height } = await measured(path);
  const [, side] = sides[0]!;
  const scale = side / Math.min(width, height);
  const scaled = (length: number) => Math.max(side, Math.round(length * scale));
  const size = { width: scaled(width), height: scaled(height) };
  // A ribbon of a picture has no middle that is worth so many pixels.
  if (Math.max(size.width, size.height) > 20 * side) throw noPicture();
  const { data, raw } = await decoded(path, size);
  const square = {
    ...{ left: Math.floor((raw.width - side) / 2), top: Math.floor((raw.height - side) / 2) },
    ...{ width: side, height: side },
  };
  const parts = [];
  for (const [part, pixels] of sides) {
    const picture = sharp(data, { raw })
      .extract(square)
      .resize(pixels, pixels)
      .flatten({ background: ground });
    parts.push(await keep(job.folder, part, { data: await picture.webp({ quality: 86 }).toBuffer(), type }));
  }
  return { type, kind: 'picture', width: side, height: side, parts };
}
