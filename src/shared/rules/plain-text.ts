import { limits } from '../limits.js';
import { cover, covered } from './covered.js';
import { markdown } from './formatting.js';
import { mayBeFormatted } from './markup.js';

/** Characters that a notice shows of a message: more than any screen has room for. */
const shown = 200;

type Tokens = ReturnType<typeof markdown.parse>;

function textOf(tokens: Tokens): string {
  let hidden = 0;
  const words = tokens.map(({ type, children, content, nesting }) => {
    if (type.startsWith('spoiler')) hidden += nesting;
    if (type === 'spoiler_close') return cover;
    if (hidden > 0 || type === 'task') return '';
    if (children) return textOf(children);
    return type.endsWith('break') ? ' ' : content;
  });
  return words.join('');
}

/**
 * A message as a notice shows it, which knows no formatting: one line of its words, without the marks between them. A text of
 * `longest` may have been cut.
 */
export function plainText(written: string, longest: number = limits.messageLength): string {
  const text = written.length < longest ? written : covered(written, longest);
  const words = mayBeFormatted(text)
    ? markdown
        .parse(text, {})
        .map((token) => textOf([token]))
        .join(' ')
    : text;
  const characters = [...words.replace(/\s+/g, ' ').trim()];
  return characters.length > shown ? `${characters.slice(0, shown - 1).join('')}…` : characters.join('');
}
