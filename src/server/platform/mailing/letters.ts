/**
 * What mails say, from views/mail/: `letter.hbs` as a page and `letter.text.hbs` for whoever reads plain text. In the house's colours,
 * which stand on each element, as mail programs know little of styles; nothing in them is fetched from anywhere.
 */
import Handlebars from 'handlebars';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root.js';
import { type Translate, translator } from '../languages/i18n.js';
import { viewHelpers } from '../rendering/view-helpers.js';

const folder = join(projectRoot, 'views', 'mail');
const page = '.hbs';
const plain = '.text.hbs';

interface Written {
  subject: string;
  html: string;
  text: string;
}

/** The mail `name` in a language. */
export function written(
  name: string,
  language: string,
  model: Record<string, unknown> & { subject: string; serverName: string },
): Written {
  const context = { ...model, language };
  return {
    subject: model.subject,
    html: template(name, page)(context),
    text: `${template(
      name,
      plain,
    )(context)
      .replace(/\n{3,}/g, '\n\n')
      .trim()}\n`,
  };
}

/** One of the few mails that say something and, perhaps, lead somewhere. */
export interface Letter {
  subject: string;
  lines: string[];
  action?: { label: string; href: string };
  /** What stands small beneath: why this came. */
  why: string;
}

export const writtenLetter = (language: string, serverName: string, say: (t: Translate) => Letter): Written =>
  written('letter', language, { ...say(translator(language)), serverName });

/** `noEscape` for plain text, in which nothing is markup. */
function environment(extension: string) {
  const made = Handlebars.create();
  for (const [name, helper] of Object.entries(viewHelpers))
    made.registerHelper(name, helper as Handlebars.HelperDelegate);
  const compile = (source: string) => made.compile(source, { noEscape: extension === plain });
  const templates = new Map<string, Handlebars.TemplateDelegate>();
  for (const file of readdirSync(folder)) {
    if (file.endsWith(plain) !== (extension === plain)) continue;
    const name = file.slice(0, -extension.length);
    const compiled = compile(readFileSync(join(folder, file), 'utf8'));
    templates.set(name, compiled);
    made.registerPartial(`mail/${name}`, compiled);
  }
  return templates;
}

const environments = new Map<string, Map<string, Handlebars.TemplateDelegate>>();

/** Read when the first mail is written. */
function template(name: string, extension: string): Handlebars.TemplateDelegate {
  const known = environments.get(extension) ?? environment(extension);
  environments.set(extension, known);
  return known.get(name)!;
}
