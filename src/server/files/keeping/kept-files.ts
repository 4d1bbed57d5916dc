import type { PartName } from '../../platform/media/facts.js';

/** What the storage may hold of a content. */
export { type PartName, partNames } from '../../platform/media/facts.js';

/** Injection token of what files are kept in. */
export const STORAGE = Symbol('STORAGE');

export const objectKey = (sha256: Buffer, part: PartName): string => `${sha256.toString('hex')}/${part}`;
