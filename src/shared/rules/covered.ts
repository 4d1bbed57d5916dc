/**
 * What `||hides||`, where a text stands as it was written and nobody can press it: in quotes, lines of lists, mails. Nothing is
 * parsed for that: from the first bars that may begin it to the last that may end it all is covered, which is too much where there
 * is code between them, and never too little.
 */

import type { Mark } from '../search.js';

/** In no language. */
export const cover = '▒▒▒';

const beginning = /(?:\\?\|){2}(?=[^\s|])/;
const end = /[^\s|](?:\\?\|){2}/g;

/** A text of `longest` UTF-16 code units or more may have been cut, its ending gone. */
export function covered(text: string, longest = Infinity): string {
  const hidden = hiddenIn(text, longest);
  return hidden ? replaced(text, hidden) : text;
}

/** The same for a text in which something was found; what was found under the cover is the whole cover. */
export function coveredMarks(text: string, marks: Mark[]): { text: string; marks: Mark[] } {
  const hidden = hiddenIn(text, Infinity);
  if (!hidden) return { text, marks };
  const [from, until] = hidden;
  const shift = from + cover.length - until;
  const moved = marks.map(([start, end]): Mark => {
    if (end <= from) return [start, end];
    return start >= until ? [start + shift, end + shift] : [from, from + cover.length];
  });
  return { text: replaced(text, hidden), marks: moved };
}

/** From, included, until, not included; null where nothing is hidden. */
function hiddenIn(text: string, longest: number): Mark | null {
  const begins = beginning.exec(text);
  if (!begins) return null;
  const from = begins.index;
  if (text.length >= longest) return [from, text.length];
  const last = [...text.matchAll(end)].findLast(({ index }) => index >= from + begins[0].length);
  return last ? [from, last.index + last[0].length] : null;
}

const replaced = (text: string, [from, until]: Mark): string =>
  text.slice(0, from) + cover + text.slice(until);
