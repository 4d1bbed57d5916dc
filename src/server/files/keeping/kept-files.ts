/** Injection tokens of what files are kept in. */
export const STORAGE = Symbol('STORAGE');

/** What the storage may hold of a content. */
export const partNames = ['full', 'page', 'thumb'] as const;
export type PartName = (typeof partNames)[number];

export const objectKey = (sha256: Buffer, part: PartName): string => `${sha256.toString('hex')}/${part}`;
