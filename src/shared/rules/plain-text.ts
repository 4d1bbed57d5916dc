import { markdown } from './formatting.js';
import { mayBeFormatted } from './markup.js';

/** Characters that a notice shows of a message: more than any screen has room for. */
const shown = 200;

type Tokens = ReturnType<typeof markdown.parse>;

const textOf = (tokens: Tokens): string =>
  tokens
    .map(({ type, children, content }) => (children ? textOf(children) : /break$/.test(type) ? ' ' : content))
    .join('');

/** A message as a notice shows it, which knows no formatting: one line of its words, without the marks between them. */
export function plainText(text: string): string {
  const words = mayBeFormatted(text)
    ? markdown
        .parse(text, {})
        .map((token) => textOf([token]))
        .join(' ')
    : text;
  const characters = [...words.replace(/\s+/g, ' ').trim()];
  return characters.length > shown ? `${characters.slice(0, shown - 1).join('')}…` : characters.join('');
}
