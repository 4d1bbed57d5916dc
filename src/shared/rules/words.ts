/** The words of a message as lists, quotes and notices show them, which know no formatting: in one line, without the marks between them. */
import { limits } from '../limits.js';
import { cover, covered } from './covered.js';

const hidden = /<span class="spoiler">.*?<\/span><\/span>/gs;
/** What of the HTML is no word: the mark of a task, and all tags. The picture of an emoji is its name. */
const tags = /<span class="task-mark">.*?<\/span>|<img[^<>]* alt="([^"]*)"[^<>]*>|<[^<>]*>/g;
const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" };

/** Of the HTML of a message; all signs that people wrote are escaped in it. */
export const wordsOf = (html: string): string =>
  inOneLine(
    html
      .replace(hidden, cover)
      .replace(tags, '$1')
      .replace(/&([^&;]+);/g, (_, name: string) => signs[name]!),
  );

export const inOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** As a quote shows a message whose HTML is at hand. A text that hides something stands as it was written. */
export function quoteOf(text: string, html?: string): string {
  const shown = covered(text);
  const words = html !== undefined && shown === text ? wordsOf(html) : inOneLine(shown);
  return words.slice(0, limits.quoteLength);
}
