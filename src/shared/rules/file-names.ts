/** Names of files, as they are shown, downloaded and kept: harmless on any system, and read as they are written. */
import { limits } from '../limits.js';

const nameless = 'file';

/** More than any name, and little enough to look at. */
const longest = 2_000;

/** Devices of Windows, whatever comes after the first dot. */
const isReserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

const extension = /\.[\p{L}\p{N}]{1,12}$/u;

/** By the media type of what is served: pictures are written anew, some of them as something else. */
const extensions: Record<string, string[]> = {
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/gif': ['gif'],
};

/**
 * Without folders, control characters, what turns or hides text around it (`photo\u202Egpj.exe` reads as a picture), what Windows
 * refuses, dots that hide it; NFC; in the length of `limits.fileNameLength`, with its extension.
 */
export function cleanName(raw: string): string {
  const ending = raw.length > longest ? raw.slice(-longest) : raw;
  const base = ending.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1)!;
  const shown = base
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\uFFFD]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s/g, ' ');
  const name = trimmed(shown);
  const harmless = isReserved.test(name) ? `_${name}` : name;
  return trimmed(cut(harmless)) || nameless;
}

/** The name with the extension of that type, where it has another one. */
export function withExtension(name: string, type: string): string {
  const own = extensions[type];
  if (!own) return name;
  const [found] = extension.exec(name) ?? [''];
  if (own.includes(found.slice(1).toLowerCase())) return name;
  const isPicture = /^\.(?:a?png|jpe?g|jpe|jfif|gif|webp|avifs?|hei[cf]s?|hif)$/i.test(found);
  return cut(`${isPicture ? name.slice(0, -found.length) : name}.${own[0]}`);
}

/** One by one: a pattern for "spaces and dots at the end" would look at many of them again and again. */
function trimmed(name: string): string {
  const isEdge = (index: number) => name[index] === ' ' || name[index] === '.';
  let [start, end] = [0, name.length];
  while (start < end && isEdge(start)) start++;
  while (end > start && isEdge(end - 1)) end--;
  return name.slice(start, end);
}

function cut(name: string): string {
  const [kept] = extension.exec(name) ?? [''];
  const room = limits.fileNameLength - bytes(kept);
  const stem = name.slice(0, name.length - kept.length);
  if (bytes(stem) <= room) return name;
  let used = 0;
  let short = '';
  for (const character of stem) {
    used += bytes(character);
    if (used > room) break;
    short += character;
  }
  return `${short}${kept}`;
}

const bytes = (text: string) => new TextEncoder().encode(text).length;
