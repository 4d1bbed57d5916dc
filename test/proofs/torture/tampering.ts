/** How a defect gets into the server under test: by changing SQL on its way to PostgreSQL, or a method of one of its classes. */
import pg from 'pg';
import { built } from './built.js';

type Query = { text: string; name?: string };

/** Rewrites each statement in which `pattern` is found. */
export function rewriteSql(pattern: RegExp, replacement: string): void {
  replace<{ query: (this: pg.Client, ...given: unknown[]) => unknown }, 'query'>(
    pg.Client.prototype,
    'query',
    (query) =>
      function (first, ...rest) {
        if (typeof first === 'string') return query.call(this, first.replace(pattern, replacement), ...rest);
        const { text } = (first ?? {}) as Partial<Query>;
        if (typeof text === 'string')
          Object.assign(first as Query, { text: text.replace(pattern, replacement) });
        return query.call(this, first, ...rest);
      },
  );
}

/** Replaces a method of a prototype; `make` gets the original one. */
function replace<Type extends object, Name extends keyof Type>(
  prototype: Type,
  name: Name,
  make: (original: Type[Name]) => Type[Name],
): void {
  const original = prototype[name];
  if (typeof original !== 'function') throw new Error(`There is no method ${String(name)} any more.`);
  prototype[name] = make(original);
}

type Method = (...given: never[]) => unknown;

/** Replaces a method of a class of the server; `make` gets the original one. */
export async function override<This, Original extends Method>(
  path: string,
  className: string,
  method: string,
  make: (original: Original) => (this: This, ...given: Parameters<Original>) => unknown,
): Promise<void> {
  const module = await built<Record<string, { prototype: Record<string, Original> }>>(path);
  replace(module[className]!.prototype, method, make as (original: Original) => Original);
}
