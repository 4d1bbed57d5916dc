/** Messages as pages show them: whoever is called there by a name that they had stands there by the one that they have. */
import Handlebars from 'handlebars';
import type { Mentioned, MessageView, QuotedView } from '../../../shared/messages.js';
import { personPath } from '../../../shared/paths.js';
import { type Bearers, formerMentionsIn, inNamesOfNow } from '../../../shared/rules/former-names.js';

type Called = Pick<MessageView, 'text' | 'html' | 'mentions'> & { quoted?: QuotedView | undefined };

/** What of messages may call somebody. */
export const textsOf = (messages: Called[]): (string | undefined)[] =>
  messages.flatMap(({ text, quoted }) => [text, quoted?.text]);

/** For templates: `named` is a text without formatting as markup, where somebody stands in it by another name than was written. */
export function naming(bearers: Bearers): <Shown extends Called>(shown: Shown) => Shown & { named?: string } {
  if (bearers.size === 0) return (shown) => shown;
  return (shown) => {
    const { text = '', html, mentions = [], quoted } = shown;
    const isCalled = formerMentionsIn(text, bearers, mentions).length > 0;
    const marked = isCalled && markup(html ?? Handlebars.escapeExpression(text), bearers, mentions);
    return {
      ...shown,
      ...(marked && (html === undefined ? { named: marked } : { html: marked })),
      ...(quoted && { quoted: inLineOfNow(quoted, bearers) }),
    };
  };
}

/** A line of a message. */
export const inLineOfNow = <Line extends { text?: string | undefined }>(
  line: Line,
  bearers: Bearers,
): Line => (line.text === undefined ? line : { ...line, text: inNamesOfNow(line.text, bearers) });

/** Names what `bearers` changes on a page that is kept for all who see it so. */
export const keptNames = (bearers: Bearers): string =>
  [...bearers].map(([key, { username }]) => ` ${key}=${username}`).join('');

const piece = /<[^<>]*>|[^<>]+/g;
/** Somebody else's words, and what leads elsewhere. */
const apart = /^<(\/?)(?:a|code|pre)[ >]/;

/** As scripts mark a mention (src/browser/messages/mentions.ts), and find again what was written. All signs are escaped in it. */
function markup(html: string, bearers: Bearers, mentions: Mentioned[]): string {
  let depth = 0;
  return html.replace(piece, (found) => {
    const end = apart.exec(found)?.[1];
    if (end !== undefined) depth += end === '/' ? -1 : 1;
    return found.startsWith('<') || depth > 0 ? found : linked(found, bearers, mentions);
  });
}

function linked(text: string, bearers: Bearers, mentions: Mentioned[]): string {
  let rest = '';
  let end = 0;
  for (const { from, to, bearer } of formerMentionsIn(text, bearers, mentions)) {
    const written = text.slice(from, to);
    const [path, name] = [personPath(bearer.username), bearer.username].map((part) =>
      Handlebars.escapeExpression(part),
    );
    rest += `${text.slice(end, from)}<a class="mention" href="${path}" title="${written}" data-person="${bearer.id}" data-then="${written}">@${name}</a>`;
    end = to;
  }
  return rest + text.slice(end);
}
