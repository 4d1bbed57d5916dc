/**
 * Formatting of a message: a safe part of Markdown, rendered once, when the message is written. The browser fetches the same
 * rule where a text needs it, so that what is on its way looks as it will.
 */
import MarkdownIt from 'markdown-it';
import { code, type Highlight } from './markdown/code.js';
import { namesEmoji, ownEmoji, type OwnEmoji } from './markdown/own-emoji.js';
import { spoilers } from './markdown/spoilers.js';
import { tables } from './markdown/tables.js';
import { tasks } from './markdown/tasks.js';
import { mayBeFormatted } from './markup.js';

/** Exported for the test that counts its steps. Nothing that fetches, embeds or passes for something else: no images, no raw HTML, no links behind other words. */
export const markdown = new MarkdownIt('zero', {
  html: false,
  linkify: true,
  breaks: true,
  maxNesting: 10,
}).enable([
  'normalize',
  'block',
  'inline',
  'linkify',
  'text_join',
  'blockquote',
  'fence',
  'list',
  'table',
  'paragraph',
  'backticks',
  'emphasis',
  'strikethrough',
  'balance_pairs',
  'fragments_join',
  'escape',
  'newline',
  'text',
]);

spoilers(markdown);
tables(markdown);
tasks(markdown);
code(markdown);
ownEmoji(markdown);

// Only what is plainly an address becomes a link: `example.md` may be a file.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
for (const scheme of ['ftp:', '//', 'mailto:']) markdown.linkify.add(scheme, null);

markdown.renderer.rules.link_open = (tokens, index, options, _env, renderer) => {
  tokens[index]!.attrSet('rel', 'noopener nofollow');
  tokens[index]!.attrSet('target', '_blank');
  return renderer.renderToken(tokens, index, options);
};

/** UTF-16 code units: five times the longest message. Hundreds of addresses, or a list of empty lines, would be more. */
export const longestHtml = 20_000;

/** What the server alone makes of parts of a message. */
export interface Extras {
  highlight?: Highlight;
  emoji?: OwnEmoji;
}

/** The message as HTML, safe to insert; null where that is the same as the escaped text, or too long. */
export function format(text: string, extras: Extras = {}): string | null {
  const { highlight, ...others } = extras;
  if (!mayBeFormatted(text) && !(others.emoji && namesEmoji(text, others.emoji))) return null;
  const html = rendered(text, extras) ?? (highlight ? rendered(text, others) : null);
  return html === plain(text) ? null : html;
}

/** Null where it became too long. */
function rendered(text: string, extras: Extras): string | null {
  const html = markdown.render(text, { ...extras }).trim();
  return html.length > longestHtml ? null : html;
}

/** The first address that a message has as a link, which none is in code or behind bars; null without one. */
export function firstLink(text: string): string | null {
  if (!/https?:\/\//i.test(text)) return null;
  for (const { children } of markdown.parse(text, {})) {
    let hidden = 0;
    for (const token of children ?? []) {
      if (token.type.startsWith('spoiler')) hidden += token.nesting;
      if (token.type === 'link_open' && hidden === 0) return String(token.attrGet('href'));
    }
  }
  return null;
}

/** What the renderer makes of a text without any formatting. */
function plain(text: string): string {
  const escaped = markdown.utils.escapeHtml(text.trim());
  return `<p>${escaped.replaceAll('\n', '<br>\n')}</p>`;
}
