/**
 * What `||hides||`, where a text stands as it was written and nobody can press it: in quotes, lines of lists, mails. Nothing is
 * parsed for that: from the first bars that may begin it to the last that may end it all is covered, which is too much where there
 * is code between them, and never too little.
 */

/** In no language. */
export const cover = '▒▒▒';

const beginning = /(?:\\?\|){2}(?=[^\s|])/;
const end = /[^\s|](?:\\?\|){2}/g;

/** A text of `longest` UTF-16 code units or more may have been cut, its ending gone. */
export function covered(text: string, longest = Infinity): string {
  const begins = beginning.exec(text);
  if (!begins) return text;
  const from = begins.index;
  const inside = from + begins[0].length;
  const last = [...text.matchAll(end)].findLast(({ index }) => index >= inside);
  if (text.length >= longest) return text.slice(0, from) + cover;
  return last ? text.slice(0, from) + cover + text.slice(last.index + last[0].length) : text;
}
