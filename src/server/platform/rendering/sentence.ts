import Handlebars from 'handlebars';
import { fill } from '../../../shared/rules/fill.js';

const { escapeExpression } = Handlebars;

/** What stands in a sentence: a name, which may lead somewhere, or a text of ours, already translated. */
export type Part = { name: string; href?: string } | { text: string };

/** A text with its `{{values}}` put in as html. Names are isolated: one in Arabic turns nothing around it. */
export function sentenceHtml(text: string, parts: Record<string, Part>): string {
  const html = Object.entries(parts).map(([name, part]) => [name, partHtml(part)] as const);
  return fill(escapeExpression(text), Object.fromEntries(html));
}

function partHtml(part: Part): string {
  if ('text' in part) return escapeExpression(part.text);
  const name = `<bdi>${escapeExpression(part.name)}</bdi>`;
  return part.href === undefined ? name : `<a href="${escapeExpression(part.href)}">${name}</a>`;
}
