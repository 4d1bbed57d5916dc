/** Which of the newest hits are the best: those that say the very words, near each other, and not long ago. */
import type { Asked } from './asked.js';
import type { Hit } from './walk.js';

const isLetter = /[\p{L}\p{N}\p{M}]/u;

/** What a mark is worth: the very word, a form of it or of a longer one, or a part within one. */
const [exact, form, part] = [3, 2, 1];

/** Days after which a message is worth a point less; ten times as many, and it is two. */
const dayPoints = 0.5;

export function best(hits: Hit[], { spoken }: Asked): Hit[] {
  const now = Date.now();
  const scores = new Map(hits.map((hit) => [hit, scoreOf(hit, spoken, now)]));
  return [...hits].sort((one, other) => scores.get(other)! - scores.get(one)!);
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
