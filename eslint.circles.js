/** A rule: no file imports itself by way of others, types included, so that each can be read and moved by itself. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const specifiers = /(?:from|import)\s*(?:\(\s*)?'(\.{1,2}\/[^']+)'/g;

/** File → the files that it imports, of all TypeScript below `folder`. */
function importsBelow(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  );
  return new Map(
    files.map((path) => {
      const file = join(folder, path);
      const imported = [...readFileSync(file, 'utf8').matchAll(specifiers)];
      return [file, imported.map(([, specifier]) => sourceOf(resolve(dirname(file), specifier)))];
    }),
  );
}

const sourceOf = (path) => path.replace(/(\.js)?$/, '.ts');

/** The shortest way from one file to another, both included; null when there is none. */
function wayBetween(from, to, imports) {
  const ways = [[from]];
  const seen = new Set([from]);
  for (const way of ways) {
    if (way.at(-1) === to) return way;
    for (const next of imports.get(way.at(-1)) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return null;
}

let graph;

export const noCircles = {
  create(context) {
    const root = join(context.cwd, 'src');
    graph ??= importsBelow(root);
    const check = (node) => {
      const specifier = node.source?.value;
      if (typeof specifier !== 'string' || !specifier.startsWith('.')) return;
      const way = wayBetween(
        sourceOf(resolve(dirname(context.filename), specifier)),
        context.filename,
        graph,
      );
      if (!way) return;
      const circle = [context.filename, ...way].map((file) => file.slice(root.length + 1)).join(' → ');
      context.report({ node, message: `A circle: ${circle}. Move what both need into a file of its own.` });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};
