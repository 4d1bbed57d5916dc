/** The runtime of the server's own templates, which are compiled into the bundle, and the helpers they call. */
import Handlebars from 'handlebars/runtime.js';
import { personPath } from '../../shared/paths.js';
import { initials, tint } from '../../shared/rules/person-look.js';
import { t } from './page-texts.js';
import { timeText } from './times.js';

type Template = (context: unknown) => string;

Handlebars.registerHelper({
  t: (key: string, { hash }: { hash: Record<string, string | number> }) => t(key, hash),
  time(iso: string, { hash }: { hash: { format?: string } }) {
    const { escapeExpression } = Handlebars.Utils;
    const format = hash.format ?? 'moment';
    const text = escapeExpression(timeText(iso, format));
    return new Handlebars.SafeString(
      `<time datetime="${escapeExpression(iso)}" data-format="${escapeExpression(format)}">${text}</time>`,
    );
  },
  eq: (a: unknown, b: unknown) => a === b,
  initials: (name: string) => initials(name),
  tint: (id: number) => tint(id),
  personPath: (username: string) => personPath(username),
  serverHtml: (html: string) => new Handlebars.SafeString(html),
  /** The server keeps what it has rendered for others; here it is each item's partial. */
  kept(name: string, items: object[]) {
    const partial = (Handlebars.partials as Record<string, Template>)[name]!;
    return new Handlebars.SafeString(items.map((item) => partial(item)).join(''));
  },
});

/** Names the templates that others include. */
export const registerPartials = (partials: Record<string, Template>): void =>
  Handlebars.registerPartial(partials);

/** What a template makes, texts included. */
export function fragmentOf(template: Template, context: object): DocumentFragment {
  const holder = document.createElement('template');
  holder.innerHTML = template(context).trim();
  return holder.content;
}

/** The elements that a template makes. */
export function elementsOf(template: Template, context: object = {}): HTMLElement[] {
  const holder = document.createElement('template');
  holder.innerHTML = template(context);
  return [...holder.content.children] as HTMLElement[];
}

/** The one element that a template makes. */
export const elementOf = (template: Template, context: object = {}): HTMLElement =>
  elementsOf(template, context)[0]!;
