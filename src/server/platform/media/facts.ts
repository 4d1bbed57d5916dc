/** What is found out about the bytes of a file, as the process that looks at them and the server agree on it. */
import { z } from 'zod';

/** Pixels: the part `page` fits a square of this side. */
export const pageSide = 1600;

export const partNames = ['full', 'page', 'thumb'] as const;
export type PartName = (typeof partNames)[number];

const count = z.int().nonnegative();
const pixels = z.int().positive();
const mediaType = z.string().regex(/^[a-z]+\/[\w.+-]+(?:; charset=utf-8)?$/);

const found = {
  type: mediaType,
  kind: z.enum(['picture', 'video', 'sound', 'document', 'other']),
  width: pixels.optional(),
  height: pixels.optional(),
  blur: z.string().startsWith('data:image/webp;base64,').max(300).optional(),
  animated: z.literal(true).optional(),
  seconds: z.number().nonnegative().optional(),
  pages: count.optional(),
  look: z.string().max(400).optional(),
};

/** Parts lie in the folder of the job under their own names. */
export const findings = z.strictObject({
  ...found,
  parts: z.array(z.strictObject({ part: z.enum(partNames), type: mediaType })).max(partNames.length),
});
export type Findings = z.infer<typeof findings>;

/** What the process says of a job; `typed` before it looks closer: what is left to say of the file if that ends it. */
export const report = z.union([
  z.strictObject({ ready: z.literal(true) }),
  z.strictObject({ typed: findings }),
  z.strictObject({ found: findings }),
  z.strictObject({ refusal: z.string().max(500) }),
  z.strictObject({ failure: z.string() }),
]);
export type Report = z.infer<typeof report>;

export interface Job {
  /** Absolute. */
  path: string;
  /** Absolute; parts are written into it. */
  folder: string;
  /** What it is to become; a file in any of its sizes unless said. */
  as?: 'emoji' | 'face' | 'logo';
}

export interface Part {
  part: PartName;
  path: string;
  type: string;
  bytes: number;
}

export interface Facts extends Omit<Findings, 'parts'> {
  /** A part `full` takes the place of the bytes that were sent; without it these are served. */
  parts: Part[];
}
