import { limits } from '../limits.js';

/** Marks that formatting has to look at: a text made of nothing else costs it a hundred times what prose does. */
const marks = /[^\p{L}\p{M}\p{N}\s]|\n/gu;
/** Prose has a hundred in the longest message, code some hundreds. */
const marksPerPoint = 400;

/** Points of a rate limit that a request costs: 1, and up to 11 where it carries a text full of marks. */
export function weightOf(request: unknown): number {
  const text = (request as { text?: unknown } | null | undefined)?.text;
  // Most are too short for a second point, and need not be looked at.
  if (typeof text !== 'string' || text.length < marksPerPoint) return 1;
  return 1 + Math.floor((text.slice(0, limits.messageLength).match(marks)?.length ?? 0) / marksPerPoint);
}
