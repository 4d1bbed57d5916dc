/** Handlebars for the pages: the layout, the partials (each named by its path) and the helpers of view-helpers.ts. */
import type { NestExpressApplication } from '@nestjs/platform-express';
import hbs from 'hbs';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project-root.js';
import { viewHelpers } from './view-helpers.js';

const folder = join(projectRoot, 'views');
const extension = '.hbs';

/** `response.render('room', model)` renders views/room.hbs inside views/layouts/main.hbs, or inside the model's own `layout`. */
export function useViews(app: NestExpressApplication): void {
  const engine = hbs.create();
  for (const [name, helper] of Object.entries(viewHelpers)) engine.registerHelper(name, helper);
  for (const [name, source] of partials()) engine.registerPartial(name, source);
  app.engine('hbs', engine.__express.bind(engine));
  app.setViewEngine('hbs');
  app.setBaseViewsDir(folder);
  app.set('view options', { layout: 'layouts/main' });
  app.set('view cache', true);
}

/** `icons/send` → the text of views/partials/icons/send.hbs, and so on. */
export function partials(): [string, string][] {
  const root = join(folder, 'partials');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(extension))
    .map((path) => [
      path.slice(0, -extension.length).replaceAll('\\', '/'),
      readFileSync(join(root, path), 'utf8'),
    ]);
}
