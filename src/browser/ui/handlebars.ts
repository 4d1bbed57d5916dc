/** What the server's own templates need, which bin/templates.mjs compiles into the bundle: escaping, and the helpers they call. */
import { personPath } from '../../shared/paths.js';
import { erasedName } from '../../shared/rules/erased-name.js';
import type { UserView } from '../../shared/people.js';
import { initials, tint, whoWord } from '../../shared/rules/person-look.js';
import { shownHtml } from '../../shared/rules/shown-html.js';
import { t } from './page-texts.js';
import { timeText } from './times.js';

type Template = (context: unknown) => string;

/** Markup, which is written as it is. */
class Markup {
  constructor(readonly html: string) {}
}

/** Those of Handlebars: what stands in an attribute without quotes is safe, too. */
const escapes: Record<string, string> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;', '`': '&#x60;', '=': '&#x3D;' },
};

const escaped = (text: string): string => text.replace(/[&<>"'`=]/g, (sign) => escapes[sign]!);

/** What `{{value}}` writes. @public for what bin/templates.mjs makes. */
export function written(value: string | number | boolean | Markup | null | undefined): string {
  if (value instanceof Markup) return value.html;
  return value === undefined || value === null ? '' : escaped(String(value));
}

/** What `{{#if value}}` takes for true. @public */
export const isTrue = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value));

export const eachOf = (items: unknown[], template: Template): string =>
  items.map((item) => template(item)).join('');

export const partials: Record<string, Template> = {};

/** @public */
export const helpers = {
  t: (key: string, { hash }: { hash: Record<string, string | number> }) => t(key, hash),
  time(iso: string, { hash }: { hash: { format?: string } }) {
    const format = hash.format ?? 'moment';
    const text = escaped(timeText(iso, format));
    return new Markup(`<time datetime="${escaped(iso)}" data-format="${escaped(format)}">${text}</time>`);
  },
  eq: (a: unknown, b: unknown) => a === b,
  who: (person: UserView) => whoWord(person),
  called: (name: string) => (name === erasedName ? t('Somebody who left') : name),
  initials: (name: string) => initials(name),
  tint: (id: number) => tint(id),
  personPath: (username: string) => personPath(username),
  messageHtml: (html: string) =>
    new Markup(
      shownHtml(html, () => ({
        table: t('Table'),
        done: t('done'),
        notDone: t('not done'),
        hidden: t('Hidden text'),
      })),
    ),
  /** The server keeps what it has rendered for others; here it is each item's partial. */
  kept: (name: string, items: unknown[]) => new Markup(eachOf(items, partials[name]!)),
};

/** Names the templates that others include. */
export const registerPartials = (templates: Record<string, Template>): void =>
  void Object.assign(partials, templates);

/** What only those templates call that come later. */
export const registerHelpers = (more: Record<string, (value: never) => unknown>): void =>
  void Object.assign(helpers, more);

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
