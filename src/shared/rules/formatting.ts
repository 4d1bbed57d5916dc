/**
 * Formatting of a message: a safe part of Markdown, rendered once, when the message is written. The browser fetches the same
 * rule where a text needs it, so that what is on its way looks as it will.
 */
import MarkdownIt from 'markdown-it';
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

/** The message as HTML, safe to insert; null where that is the same as the escaped text, or too long. */
export function format(text: string): string | null {
  if (!mayBeFormatted(text)) return null;
  const html = markdown.render(text).trim();
  return html.length > longestHtml || html === plain(text) ? null : html;
}

/** The first address that a message has as a link, which none is in code; null without one. */
export function firstLink(text: string): string | null {
  if (!/https?:\/\//i.test(text)) return null;
  for (const { children } of markdown.parse(text, {})) {
    const link = children?.find(({ type }) => type === 'link_open');
    if (link) return String(link.attrGet('href'));
  }
  return null;
}

/** What the renderer makes of a text without any formatting. */
function plain(text: string): string {
  const escaped = markdown.utils.escapeHtml(text.trim());
  return `<p>${escaped.replaceAll('\n', '<br>\n')}</p>`;
}
