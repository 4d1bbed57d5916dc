/** Handlebars for the pages: the layout, the partials (each named by its path) and the helpers. */
import type { NestExpressApplication } from '@nestjs/platform-express';
import Handlebars from 'handlebars';
import hbs from 'hbs';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root.js';
import { defaultLanguage, languages } from '../languages/i18n.js';
import { KeptHtml } from './kept-html.js';
import { compileFor } from './view-compiler.js';
import { type Helpers, viewHelpers } from './view-helpers.js';

const folder = join(projectRoot, 'views');
const extension = '.hbs';

/** What is no partial: whole pages, what stands around them, and texts. */
const others = ['pages', 'layouts', 'locales'];

/**
 * `response.render('pages/chat/room', model)` renders views/pages/chat/room.hbs inside views/layouts/main.hbs, or inside the
 * model's own `layout`. `helpers` are the product's own, beside those of view-helpers.ts.
 */
export function useViews(app: NestExpressApplication, helpers: Helpers): void {
  const engines = new Map(languages.map((language) => [language, hbs.create(viewsIn(language, helpers))]));
  app.engine('hbs', (path: string, model: { language: string }, done: (error: unknown) => void) => {
    (engines.get(model.language) ?? engines.get(defaultLanguage)!).__express(path, model, done);
  });
  app.setViewEngine('hbs');
  app.setBaseViewsDir(folder);
  app.set('view options', { layout: 'layouts/main' });
  app.set('view cache', true);
}

/** Handlebars with these helpers and the partials, for pages in one language. */
export function viewsIn(language: string, helpers: Helpers): typeof Handlebars {
  const environment = Handlebars.create();
  for (const [name, helper] of Object.entries({ ...viewHelpers, ...helpers }))
    environment.registerHelper(name, helper as Handlebars.HelperDelegate);
  for (const [name, source] of partials()) environment.registerPartial(name, source);
  environment.registerHelper('kept', keptPartials(environment, language));
  compileFor(language, environment);
  return environment;
}

/** What a kept partial shows. */
export interface KeptItem {
  /** Names everything that shows, but for the language. */
  keptAs: string;
  /** The partial's model; asked for when it has to be rendered. */
  shows: () => object;
}

/** Bytes, in all languages together: room for about 70,000 entries of a log. A server at rest has none of them. */
const kept = new KeptHtml(64_000_000);

/**
 * `{{kept "messages/log-entry" entries}}`: the partial for each of these, out of what was rendered before where it can be.
 * A log's entries are the same for everybody, and rendering one takes 9 µs.
 */
function keptPartials(environment: typeof Handlebars, language: string) {
  const templates = new Map<string, Handlebars.TemplateDelegate>();
  const data = { root: { language } };
  return (name: string, items: KeptItem[]) => {
    const template = templates.get(name) ?? environment.compile(`{{> ${name}}}`);
    templates.set(name, template);
    // Trimmed, it is one piece, no longer the hundred that a template joins: a quarter of the memory.
    const render = (item: KeptItem) => template(item.shows(), { data }).trim();
    const pieces = items.map((item) => kept.get(`${language} ${name} ${item.keptAs}`, () => render(item)));
    return new Handlebars.SafeString(pieces.join(''));
  };
}

/** `icons/send` → the text of views/icons/send.hbs, and so on. */
function partials(): [string, string][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(extension))
    .map((path) => path.slice(0, -extension.length).replaceAll('\\', '/'))
    .filter((name) => !others.includes(name.split('/')[0]!))
    .map((name) => [name, readFileSync(join(folder, name + extension), 'utf8')]);
}
