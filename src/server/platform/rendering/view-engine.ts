/** Handlebars for the pages: the layout, the partials (each named by its path) and the helpers. */
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Response } from 'express';
import Handlebars from 'handlebars';
import hbs from 'hbs';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root.js';
import { defaultLanguage, languages } from '../languages/i18n.js';
import { withIconsOnce } from './icons.js';
import { keptHelpers } from './kept-helpers.js';
import { ReadyPieces } from './ready-pieces.js';
import { compileFor } from './view-compiler.js';
import { type Helpers, viewHelpers } from './view-helpers.js';

const folder = join(projectRoot, 'views');
const extension = '.hbs';

/** What is no partial: whole pages, what stands around them, mails, and texts. */
const others = ['pages', 'layouts', 'mail', 'locales'];

/**
 * `response.render('pages/chat/room', model)` renders views/pages/chat/room.hbs inside views/layouts/main.hbs, or inside the
 * model's own `layout`. `helpers` are the product's own, beside those of view-helpers.ts.
 */
export function useViews(app: NestExpressApplication, helpers: Helpers): void {
  const engines = new Map(languages.map((language) => [language, hbs.create(viewsIn(language, helpers))]));
  app.engine('hbs', (path: string, model: Model, done: Done) => {
    const engine = engines.get(model.language) ?? engines.get(defaultLanguage)!;
    engine.__express(path, model, (error: Error | null, html?: string) =>
      done(error, html !== undefined && model.readyPieces ? model.readyPieces.join(html) : html),
    );
  });
  const { response } = app.getHttpAdapter().getInstance() as { response: { render: Render } };
  sendPieces(response);
  app.setViewEngine('hbs');
  app.setBaseViewsDir(folder);
  app.set('view options', { layout: 'layouts/main' });
  app.set('view cache', true);
}

interface Model {
  language: string;
  /** Made by the first helper that puts one in. */
  readyPieces?: ReadyPieces;
}

type Done = (error: Error | null, page?: string | Buffer) => void;

type Render = (this: Response, view: string, model: object | undefined, done?: Done) => void;

/** Express takes bytes for a file to save, unless it is told what they are. */
function sendPieces(prototype: { render: Render }): void {
  const { render } = prototype;
  prototype.render = function (view, model, done) {
    render.call(this, view, model, (error, page) => {
      if (!error) this.type('html');
      if (done) done(error, page);
      else if (error) this.req.next!(error);
      else this.send(page);
    });
  };
}

/** Handlebars with these helpers and the partials, for pages in one language. */
export function viewsIn(language: string, helpers: Helpers): typeof Handlebars {
  const environment = Handlebars.create();
  for (const [name, helper] of Object.entries({ ...viewHelpers, ...helpers }))
    environment.registerHelper(name, helper as Handlebars.HelperDelegate);
  for (const [name, source] of withIconsOnce(partials())) environment.registerPartial(name, source);
  for (const [name, helper] of Object.entries(keptHelpers(environment, language)))
    environment.registerHelper(name, helper as Handlebars.HelperDelegate);
  compileFor(language, environment);
  return environment;
}

/** `composer/composer` → the text of views/composer/composer.hbs, and so on. */
function partials(): [string, string][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(extension))
    .map((path) => path.slice(0, -extension.length).replaceAll('\\', '/'))
    .filter((name) => !others.includes(name.split('/')[0]!))
    .map((name) => [name, readFileSync(join(folder, name + extension), 'utf8')]);
}
