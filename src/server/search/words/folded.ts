/** A text as it is searched: without case, accents and ways to write the same; and where each letter of that came from. */
import { endOfCluster, foldedCluster } from './folded-clusters.js';
import { emoji, isJamo, joinsTheOneBefore, kindOf } from './letters.js';

/** Of each character of one unit what it becomes by itself, if that is one unit: most texts are made of such. 0: not known yet. */
const single = new Uint16Array(0x10000);
const several = 1;

const singleOf = (unit: number): number => single[unit]! || (single[unit] = foldedUnit(unit));

function foldedUnit(unit: number): number {
  if ((unit >= 0xd800 && unit < 0xe000) || unit <= several || isJamo(unit)) return several;
  if (kindOf(unit) === emoji || joinsTheOneBefore(unit)) return several;
  const folded = foldedCluster(String.fromCharCode(unit));
  return folded.length === 1 && folded.charCodeAt(0) > several ? folded.charCodeAt(0) : several;
}

/** Where a text is folded; it grows to the longest. */
let bytes = Buffer.alloc(1 << 14);
let units = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);

function makeRoom(length: number): void {
  if (length <= units.length) return;
  const more = Buffer.alloc(4 * length);
  bytes.copy(more);
  bytes = more;
  units = new Uint16Array(more.buffer, more.byteOffset, more.length / 2);
}

const folded = (length: number): string => bytes.toString('utf16le', 0, 2 * length);

const isPlain = /^[\n -~]*$/;

export function fold(text: string): string {
  // What is in English without more is done by V8 at once.
  if (isPlain.test(text)) return text.toLowerCase();
  const start = foldSingles(text);
  return start < text.length ? foldClusters(text, start, null) : folded(start);
}

/** Where the original of each unit of `fold(text)` begins and ends, in turn; null where each came of the one in its place. */
export function placesOf(text: string): number[] | null {
  const start = isPlain.test(text) ? text.length : foldSingles(text);
  if (start === text.length) return null;
  const places: number[] = [];
  for (let at = 0; at < start; at++) places.push(at, at + 1);
  foldClusters(text, start, places);
  return places;
}

/** As far as each unit becomes one; that length. */
function foldSingles(text: string): number {
  makeRoom(text.length);
  for (let at = 0; at < text.length; at++) {
    const one = singleOf(text.charCodeAt(at));
    // It may belong to the one before.
    if (one === several) return Math.max(0, at - 1);
    units[at] = one;
  }
  return text.length;
}

function foldClusters(text: string, start: number, places: number[] | null): string {
  let length = start;
  for (let at = start; at < text.length;) {
    const one = singleOf(text.charCodeAt(at));
    if (one !== several && (at + 1 === text.length || singleOf(text.charCodeAt(at + 1)) !== several)) {
      units[length++] = one;
      places?.push(at, at + 1);
      at++;
      continue;
    }
    const end = endOfCluster(text, at);
    const cluster = foldedCluster(text.slice(at, end));
    makeRoom(length + cluster.length + text.length - end);
    for (let each = 0; each < cluster.length; each++) {
      units[length++] = cluster.charCodeAt(each);
      places?.push(at, end);
    }
    at = end;
  }
  return folded(length);
}
