/** Which of the newest hits are the best: those that say the very words, near each other, and not long ago. */
import type { Asked } from './asked.js';
import { compare, cursorOf, type Rank, readCursor } from './order.js';
import type { Hit } from './walk.js';

const isLetter = /[\p{L}\p{N}\p{M}]/u;

/** What a mark is worth: the very word, a form of it or of a longer one, or a part within one. */
const [exact, form, part] = [3, 2, 1];

/** Days after which a message is worth a point less; ten times as many, and it is two. */
const dayPoints = 0.5;

/**
 * Where a page of the best ends. What is old is worth less with time, and newer messages come: the pages that follow are of the moment
 * of the first one, and of what was there then, so that none is missing or comes again.
 */
export interface BestPlace {
  moment: number;
  /** The newest hit of that moment. */
  newest: Rank;
  score: number;
  last: Rank;
}

/** Points are whole numbers, so that they stay what they are in a cursor; below nothing is what is old and has no word marked. */
const [onePoint, lowest] = [1_000_000, -1_000_000_000];

/** So many of the newest hits, the best first, of equals the newest: from the beginning, or after a place. */
export function bestPage(
  hits: Hit[],
  { spoken }: Asked,
  limit: number,
  after: BestPlace | null,
): { hits: Hit[]; next: BestPlace | null } {
  const moment = after?.moment ?? Date.now();
  const newest = after?.newest ?? hits[0];
  const scored = hits
    .map((hit) => ({ hit, score: Math.max(lowest, Math.round(onePoint * scoreOf(hit, spoken, moment))) }))
    .filter(({ hit, score }) => !after || (after.score - score || compare(after.last, hit)) > 0)
    .sort((one, other) => other.score - one.score || compare(other.hit, one.hit));
  const page = scored.slice(0, limit);
  const end = page.at(-1);
  const next =
    end && newest && scored.length > limit ? { moment, newest, score: end.score, last: end.hit } : null;
  return { hits: page.map(({ hit }) => hit), next };
}

export const bestCursorOf = ({ moment, newest, score, last }: BestPlace): string =>
  ['b', moment.toString(36), cursorOf(newest), (score - lowest).toString(36), cursorOf(last)].join('-');

const cursor = /^b-([0-9a-z]{1,11})-([0-9a-z_]+)-([0-9a-z]{1,11})-([0-9a-z_]+)$/;

/** Null for what leads nowhere. */
export function readBestCursor(text: string): BestPlace | null {
  const [, moment, first, points, end] = cursor.exec(text) ?? [];
  const [newest, last] = [readCursor(first ?? ''), readCursor(end ?? '')];
  if (!newest || !last) return null;
  return { moment: parseInt(moment!, 36), newest, score: parseInt(points!, 36) + lowest, last };
}

function scoreOf({ row, marks, time }: Hit, spoken: ReadonlySet<string>, now: number): number {
  const text = row.text ?? '';
  const worth = new Map<string, number>();
  for (const [from, until] of marks) {
    const said = text.slice(from, until).toLowerCase();
    const begins = from === 0 || !isLetter.test(text[from - 1]!);
    const ends = until === text.length || !isLetter.test(text[until]!);
    const points = begins && ends && spoken.has(said) ? exact : begins ? form : part;
    worth.set(said, Math.max(points, worth.get(said) ?? 0));
  }
  const points = [...worth.values()].reduce((sum, each) => sum + each, 0);
  const days = Math.max(0, now - time) / 86_400_000;
  return points + nearness(marks) - dayPoints * Math.log10(1 + days);
}

/** Up to two points for words that stand next to each other. */
function nearness(marks: Hit['marks']): number {
  if (marks.length < 2) return 0;
  const gaps = marks.slice(1).map(([from], index) => from - marks[index]![1]);
  return 2 / (1 + Math.min(...gaps) / 10);
}
