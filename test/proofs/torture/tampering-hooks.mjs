/** Module hooks that change the text of built files as they are loaded: what is no method of a class cannot be replaced otherwise. */
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

let changes = [];

/** `path` below dist/src/, `pattern` a regular expression's source. Each must find something. */
export function rewriteBuilt(given) {
  register(import.meta.url, { data: given });
}

export function initialize(given) {
  if (!isMainThread) changes = given;
}

export async function load(url, context, next) {
  const loaded = await next(url, context);
  let source = String(loaded.source);
  const here = changes.filter(({ path }) => url.endsWith(`/dist/src/${path}`));
  for (const { path, pattern, replacement } of here) {
    if (!new RegExp(pattern).test(source)) throw new Error(`There is no ${pattern} in ${path} any more.`);
    source = source.replace(new RegExp(pattern, 'g'), replacement);
  }
  return here.length > 0 ? { ...loaded, source } : loaded;
}
