/** What sort of file it is, by its bytes and nothing else. */
import { fileTypeFromFile } from 'file-type';
import { isPlainText } from './texts.js';

interface Sort {
  type: string;
  /** Before anybody has looked closer. */
  kind: 'picture' | 'document' | 'other';
  look?: 'picture' | 'recording' | 'pdf' | 'text';
}

const unknown: Sort = { type: 'application/octet-stream', kind: 'other' };

/** By their names in file-type: what becomes a picture that every browser shows, and the type under which it came. */
const pictures: Record<string, string> = {
  'image/jpeg': 'image/jpeg',
  'image/png': 'image/png',
  'image/apng': 'image/png',
  'image/gif': 'image/gif',
  'image/webp': 'image/webp',
  'image/avif': 'image/avif',
  'image/heic': 'image/heic',
  'image/heif': 'image/heic',
  'image/heic-sequence': 'image/heic',
  'image/heif-sequence': 'image/heic',
};

/** By their names in file-type: what browsers play, and by which name. */
const recordings: Record<string, string> = {
  'video/mp4': 'video/mp4',
  'video/x-m4v': 'video/mp4',
  'video/quicktime': 'video/quicktime',
  'video/webm': 'video/webm',
  'audio/mpeg': 'audio/mpeg',
  'audio/mp4': 'audio/mp4',
  'audio/x-m4a': 'audio/mp4',
  'audio/ogg': 'audio/ogg',
  'audio/ogg; codecs=opus': 'audio/ogg',
  'audio/wav': 'audio/wav',
  'audio/flac': 'audio/flac',
  'audio/aac': 'audio/aac',
};

const isOffice = (type: string) =>
  /^application\/(?:vnd\.openxmlformats-officedocument\.|vnd\.oasis\.opendocument\.|rtf$|epub\+zip$)/.test(
    type,
  );

/**
 * What is told of a file that is only ever saved. Everything else is octets: whatever a browser might run or render as a page
 * (HTML, SVG, XML, Flash, WebAssembly) goes by no name of its own.
 */
const isHarmless = (type: string) =>
  /^(?:image\/(?!svg)|video\/|audio\/|font\/)[\w.+-]+$/.test(type) ||
  /^application\/(?:zip|gzip|zstd|x-(?:tar|7z-compressed|rar-compressed|bzip2|xz))$/.test(type);

/** Several pictures in one, of which nothing here reads more than the first. */
export const isMovingPng = async (path: string): Promise<boolean> => (await typeOf(path)) === 'image/apng';

export async function sortOf(path: string): Promise<Sort> {
  const type = await typeOf(path);
  if (type === undefined) {
    const isText = await isPlainText(path);
    return isText ? { type: 'text/plain; charset=utf-8', kind: 'document', look: 'text' } : unknown;
  }
  const picture = pictures[type];
  if (picture) return { type: picture, kind: 'picture', look: 'picture' };
  const recording = recordings[type];
  if (recording) return { type: recording, kind: 'other', look: 'recording' };
  if (type === 'application/pdf') return { type, kind: 'document', look: 'pdf' };
  if (isOffice(type)) return { type, kind: 'document' };
  return isHarmless(type) ? { type, kind: 'other' } : unknown;
}

async function typeOf(path: string): Promise<string | undefined> {
  try {
    return (await fileTypeFromFile(path))?.mime;
  } catch (error) {
    // Its parsers trip over what ends too early; the disk is another matter.
    if ((error as NodeJS.ErrnoException).syscall) throw error;
    return undefined;
  }
}
