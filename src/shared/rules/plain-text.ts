import { limits } from '../limits.js';
import { covered } from './covered.js';
import { format } from './formatting.js';
import { inOneLine, wordsOf } from './words.js';

/** Characters that a notice shows of a message: more than any screen has room for. */
const shown = 200;

/**
 * A message as a notice shows it: the words of its text, as far as there is room. A text of `longest` may have been cut.
 */
export function plainText(written: string, longest: number = limits.messageLength): string {
  const text = written.length < longest ? written : covered(written, longest);
  const html = format(text);
  const characters = [...(html === null ? inOneLine(text) : wordsOf(html))];
  return characters.length > shown ? `${characters.slice(0, shown - 1).join('')}…` : characters.join('');
}

/** The beginning of a message, of `limits.quoteLength` where it was cut, as a line of a list shows it. */
export function plainLine(beginning: string, isFormatted: boolean): string {
  const text = covered(beginning, limits.quoteLength);
  return isFormatted ? plainText(text) : inOneLine(text);
}
