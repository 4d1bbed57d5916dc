/** How objects and uploads are named. Both become paths, so whatever is named otherwise goes no further. */
import { noSuchUpload } from './pieces.js';

const keyShape = /^[0-9a-f]{64}\/[a-z]+$/;

export const isKey = (text: string): boolean => keyShape.test(text);

export function requireKey(key: string): string {
  if (!isKey(key)) throw new Error(`${JSON.stringify(key)} is no key of an object`);
  return key;
}

/** Systems leave files of their own in any folder that somebody looks into: `.DS_Store`. */
export const isUploadId = (text: string): boolean => /^[\w-]{1,100}$/.test(text);

/** The id comes from an address: what cannot be one is answered like one that is not there. */
export function requireUploadId(id: string): string {
  if (!isUploadId(id)) throw noSuchUpload();
  return id;
}
