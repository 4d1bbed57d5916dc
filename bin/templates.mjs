/**
 * Compiles templates for the browser: each becomes one expression of JavaScript, which needs no `eval` and so passes the CSP.
 * Handlebars' own compiler makes code for everything its language can, and needs a runtime beside it: together they were a
 * fifth of the room page's script. This one knows what our templates use, fails at what it does not know, and
 * test/browser/ui/templates.test.ts holds its output against Handlebars'.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Handlebars from 'handlebars';

const views = join(import.meta.dirname, '..', 'views');
const runtime = join(import.meta.dirname, '..', 'src', 'browser', 'ui', 'handlebars.ts');

/** A module whose default export is the template of a file: `(context) => html`. */
export const templateModule = (path) =>
  `import { written, isTrue, eachOf, helpers, partials } from ${JSON.stringify(runtime)};\n` +
  `export default ${templateFunction(templateSource(path))};`;

/** What of Handlebars.parse makes html: a function of the context, and of the whole page's for `@root`. */
export function templateFunction(source) {
  return `(c0, root = c0) => ${block(Handlebars.parse(source), 0)}`;
}

/** Icons are referred to, as on the server: see src/server/platform/rendering/icons.ts. */
export function templateSource(path) {
  if (basename(dirname(path)) !== 'icons') return readFileSync(path, 'utf8');
  const reference = readFileSync(join(views, 'components', 'icon.hbs'), 'utf8');
  return reference.replace('{{name}}', basename(path, '.hbs'));
}

/** The shapes of the icons that no page begins with, as src/server/platform/rendering/icons.ts puts them on pages that show them. */
export function laterShapes() {
  const folder = join(views, 'icons');
  const shapes = readdirSync(folder).map((file) => {
    const [, drawn] =
      /^<svg class="icon" data-later(.*)<\/svg>\s*$/s.exec(readFileSync(join(folder, file), 'utf8')) ?? [];
    const shape = drawn?.replace(/ (?:width|height)="\d+"/g, (size, at) =>
      at < drawn.indexOf('>') ? '' : size,
    );
    return shape
      ? `<symbol id="icon-${basename(file, '.hbs')}"${shape.replace(' aria-hidden="true"', '')}</symbol>`
      : '';
  });
  return `<svg class="icon-shapes" aria-hidden="true">${shapes.join('')}</svg>`;
}

/** The sum of what stands in a program; `depth` counts the contexts around it, which are c0, c1 and so on. */
function block(program, depth) {
  const pieces = (program?.body ?? [])
    .map((statement) => piece(statement, depth))
    .filter((text) => text !== '""');
  return pieces.length > 0 ? pieces.join('+') : '""';
}

function piece(statement, depth) {
  const { type } = statement;
  if (type === 'CommentStatement') return '""';
  if (type === 'ContentStatement') return JSON.stringify(statement.value);
  if (type === 'MustacheStatement') return mustache(statement, depth);
  if (type === 'PartialStatement') return partial(statement, depth);
  if (type === 'BlockStatement') return choice(statement, depth);
  throw new Error(`The browser's templates know no ${type}`);
}

function mustache(statement, depth) {
  if (!statement.escaped) throw new Error('Markup is written by the helper messageHtml alone');
  return `written(${value(statement, depth)})`;
}

function partial({ name, params, hash, indent }, depth) {
  const context = params.length > 0 ? value(params[0], depth) : `c${depth}`;
  const whole = hash ? `{...${context},${entries(hash, depth)}}` : context;
  const before = indent ? `${JSON.stringify(indent)}+` : '';
  return `${before}partials[${JSON.stringify(name.original)}](${whole},root)`;
}

function choice({ path, params, program, inverse }, depth) {
  const given = value(params[0], depth);
  const otherwise = block(inverse, depth);
  switch (path.original) {
    case 'if':
      return `(isTrue(${given})?${block(program, depth)}:${otherwise})`;
    case 'unless':
      return `(isTrue(${given})?${otherwise}:${block(program, depth)})`;
    case 'with':
      return `(isTrue(${given})?(c${depth + 1}=>${block(program, depth + 1)})(${given}):${otherwise})`;
    case 'each':
      return `(isTrue(${given})?eachOf(${given},c${depth + 1}=>${block(program, depth + 1)}):${otherwise})`;
    default:
      throw new Error(`The browser's templates know no {{#${path.original}}}`);
  }
}

/** A literal, a path, or what a helper makes of what it is given. */
function value(node, depth) {
  const { type, params = [], hash } = node;
  if (type.endsWith('Literal')) return JSON.stringify(node.value);
  if (type === 'PathExpression') return place(node, depth);
  if (params.length === 0 && !hash) return value(node.path, depth);
  const given = params.map((each) => value(each, depth));
  return `helpers.${node.path.original}(${[...given, `{hash:{${hash ? entries(hash, depth) : ''}}}`].join()})`;
}

function place({ data, depth: above, parts, original }, depth) {
  if (data && parts[0] !== 'root') throw new Error(`The browser's templates know no ${original}`);
  const [from, names] = data ? ['root', parts.slice(1)] : [`c${depth - above}`, parts];
  return from + names.map((name) => `?.[${JSON.stringify(name)}]`).join('');
}

const entries = ({ pairs }, depth) =>
  pairs.map(({ key, value: given }) => `${JSON.stringify(key)}:${value(given, depth)}`).join();
