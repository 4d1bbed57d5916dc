/** A text as it is searched: without case, accents and ways to write the same, and where each letter of it came from. */
import { endOfCluster, foldedCluster } from './folded-clusters.js';
import { emoji, isJamo, joinsTheOneBefore, kindOf } from './letters.js';

export interface Folded {
  text: string;
  /** Of each unit, where in the original that begins and ends of which it came; null where each came of the one in its place. */
  places: { from: Uint32Array; until: Uint32Array } | null;
}

/** Of each character of one unit what it becomes by itself, if that is one unit: most texts are made of such. */
const single = new Uint16Array(0x10000);
const unknown = 0;
const several = 1;

function singleOf(unit: number): number {
  return single[unit]! === unknown ? (single[unit] = foldedUnit(unit)) : single[unit]!;
}

function foldedUnit(unit: number): number {
  if ((unit >= 0xd800 && unit < 0xe000) || unit < 2 || isJamo(unit)) return several;
  if (kindOf(unit) === emoji || joinsTheOneBefore(unit)) return several;
  const folded = foldedCluster(String.fromCharCode(unit));
  return folded.length === 1 ? folded.charCodeAt(0) : several;
}

/** Where texts are folded; grows to the longest. */
let room = { units: new Uint16Array(8_192), from: new Uint32Array(8_192), until: new Uint32Array(8_192) };

function makeRoom(units: number): void {
  if (units <= room.units.length) return;
  const grown = units * 2;
  const next = { units: new Uint16Array(grown), from: new Uint32Array(grown), until: new Uint32Array(grown) };
  next.units.set(room.units);
  next.from.set(room.from);
  next.until.set(room.until);
  room = next;
}

export function fold(text: string): Folded {
  makeRoom(text.length);
  let at = 0;
  let length = 0;
  // As far as each becomes one.
  for (let here = text.length > 0 ? singleOf(text.charCodeAt(0)) : several; here !== several; at++) {
    const next = at + 1 < text.length ? singleOf(text.charCodeAt(at + 1)) : unknown;
    if (next === several) break;
    room.units[length++] = here;
    if (next === unknown) return { text: stringOf(length), places: null };
    here = next;
  }
  if (text === '') return { text, places: null };
  for (let each = 0; each < length; each++) place(each, each, each + 1);
  return foldRest(text, at, length);
}

function foldRest(text: string, start: number, before: number): Folded {
  let length = before;
  for (let at = start; at < text.length;) {
    const one = singleOf(text.charCodeAt(at));
    const isAlone =
      one !== several && (at + 1 === text.length || singleOf(text.charCodeAt(at + 1)) !== several);
    const end = isAlone ? at + 1 : endOfCluster(text, at);
    if (isAlone) length = put(one, length, at);
    else length = putCluster(foldedCluster(text.slice(at, end)), length, at, end);
    at = end;
  }
  return {
    text: stringOf(length),
    places: { from: room.from.slice(0, length), until: room.until.slice(0, length) },
  };
}

function put(folded: number, length: number, from: number): number {
  makeRoom(length + 1);
  room.units[length] = folded;
  place(length, from, from + 1);
  return length + 1;
}

function putCluster(folded: string, length: number, from: number, until: number): number {
  makeRoom(length + folded.length);
  for (let each = 0; each < folded.length; each++) {
    room.units[length + each] = folded.charCodeAt(each);
    place(length + each, from, until);
  }
  return length + folded.length;
}

function place(at: number, from: number, until: number): void {
  room.from[at] = from;
  room.until[at] = until;
}

/** Arguments of one call: more of them overflow the stack. */
const atOnce = 8_192;

function stringOf(length: number): string {
  let text = '';
  for (let at = 0; at < length; at += atOnce)
    text += String.fromCharCode.apply(null, room.units.subarray(at, Math.min(length, at + atOnce)) as never);
  return text;
}
