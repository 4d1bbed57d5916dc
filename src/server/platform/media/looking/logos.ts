/** Pictures that become the server's own: whole, in a square that is see-through where they are not, in three sizes. */
import sharp from 'sharp';
import type { Findings, Job, PartName } from '../facts.js';
import { noLogo } from '../not-taken.js';
import { keep } from './parts.js';
import { decoded, measured } from './pictures.js';

/** Pixels, and the names under which they are kept: for an installed app, and beside the name. */
const sides: [PartName, number][] = [
  ['full', 512],
  ['page', 192],
  ['thumb', 64],
];

/** Browsers take icons of apps in no other format everywhere. */
const type = 'image/png';

const taken = ['image/png', 'image/jpeg', 'image/webp'];

export async function lookAtLogo({ path, folder }: Job, sort: string): Promise<Findings> {
  if (!taken.includes(sort)) throw noLogo();
  const { width, height } = await measured(path);
  const [[, side]] = sides as [[PartName, number]];
  const scale = side / Math.max(width, height);
  const scaled = (length: number) => Math.max(1, Math.round(length * scale));
  const { data, raw } = await decoded(path, { width: scaled(width), height: scaled(height) });
  const background = { r: 0, g: 0, b: 0, alpha: 0 };
  const parts = [];
  for (const [part, pixels] of sides) {
    const picture = sharp(data, { raw }).ensureAlpha().resize(pixels, pixels, { fit: 'contain', background });
    parts.push(await keep(folder, part, { data: await picture.png({ palette: true }).toBuffer(), type }));
  }
  return { type, kind: 'picture', width: side, height: side, parts };
}
