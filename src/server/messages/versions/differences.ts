/** What an edit changed, word by word. */
import type { ChangePart } from '../../../shared/versions.js';

/** A word in any alphabet, a stretch of spaces, or one sign; a line's end stands by itself. */
const token = /[\p{L}\p{M}\p{N}_]+|\n|[^\S\n]+|\P{L}/gu;

const isSpace = /^[^\S\n]+$/;

/** How many pairs of words may still be compared, whatever people wrote: a million takes some milliseconds. */
export interface Allowed {
  pairs: number;
}

/**
 * From one text to another, in the order of both: what stays, and of what differs first what was taken away. Where that takes more
 * than is allowed, the part between what they begin and end with is shown as written anew.
 */
export function differences(before: string, after: string, allowed: Allowed): ChangePart[] {
  const [old, now] = [before.match(token) ?? [], after.match(token) ?? []];
  const begin = alike(old, now, (place) => place);
  const end = alike(old.slice(begin), now.slice(begin), (place) => -1 - place);
  const middle = compare(old.slice(begin, old.length - end), now.slice(begin, now.length - end), allowed);
  return joined([
    { kind: 'same', text: old.slice(0, begin).join('') },
    ...middle,
    { kind: 'same', text: end === 0 ? '' : old.slice(-end).join('') },
  ]);
}

function alike(one: string[], other: string[], at: (place: number) => number): number {
  const most = Math.min(one.length, other.length);
  for (let place = 0; place < most; place++) if (one.at(at(place)) !== other.at(at(place))) return place;
  return most;
}

/** By the longest common subsequence. */
function compare(old: string[], now: string[], allowed: Allowed): ChangePart[] {
  const pairs = old.length * now.length;
  if (pairs > allowed.pairs) return replaced(old, now);
  allowed.pairs -= pairs;
  const width = now.length + 1;
  const common = commonLengths(old, now, width);
  const parts: ChangePart[] = [];
  let [row, column] = [0, 0];
  while (row < old.length && column < now.length) {
    if (old[row] === now[column]) {
      parts.push({ kind: 'same', text: now[column++]! });
      row++;
    } else if (common[(row + 1) * width + column]! >= common[row * width + column + 1]!)
      parts.push({ kind: 'removed', text: old[row++]! });
    else parts.push({ kind: 'added', text: now[column++]! });
  }
  return [...parts, ...replaced(old.slice(row), now.slice(column))];
}

const replaced = (old: string[], now: string[]): ChangePart[] => [
  { kind: 'removed', text: old.join('') },
  { kind: 'added', text: now.join('') },
];

/** Of what follows the nth word of the one and the mth of the other, at `n * width + m`. */
function commonLengths(old: string[], now: string[], width: number): Uint16Array {
  const common = new Uint16Array((old.length + 1) * width);
  for (let row = old.length - 1; row >= 0; row--)
    for (let column = now.length - 1; column >= 0; column--) {
      const at = row * width + column;
      common[at] =
        old[row] === now[column]
          ? common[at + width + 1]! + 1
          : Math.max(common[at + width]!, common[at + 1]!);
    }
  return common;
}

/** Neighbours of a kind become one part; a space between two that differ belongs to both, or each word would stand alone. */
function joined(parts: ChangePart[]): ChangePart[] {
  const all = parts.filter(({ text }) => text !== '');
  const differs = (part?: ChangePart) => part !== undefined && part.kind !== 'same';
  const shown: ChangePart[] = [];
  let run = { removed: '', added: '' };
  const close = () => {
    for (const kind of ['removed', 'added'] as const) if (run[kind]) shown.push({ kind, text: run[kind] });
    run = { removed: '', added: '' };
  };
  for (const [place, { kind, text }] of all.entries()) {
    const isBetween = differs(all[place - 1]) && differs(all[place + 1]) && isSpace.test(text);
    if (kind === 'same' && !isBetween) {
      close();
      const last = shown.at(-1);
      if (last?.kind === kind) last.text += text;
      else shown.push({ kind, text });
      continue;
    }
    if (kind !== 'added') run.removed += text;
    if (kind !== 'removed') run.added += text;
  }
  close();
  return shown;
}
