/** How a defect gets into the server under test: by changing SQL on its way to PostgreSQL, or a method of one of its classes. */
import pg from 'pg';
import { built } from './built.js';

type Query = { text: string; name?: string };

/** Patterns that no statement has matched so far. */
const unmatched = new Set<RegExp>();

/** Rewrites each statement in which `pattern` is found. */
export function rewriteSql(pattern: RegExp, replacement: string): void {
  unmatched.add(pattern);
  const rewrite = (text: string) => {
    if (pattern.test(text)) unmatched.delete(pattern);
    return text.replace(pattern, replacement);
  };
  replace<{ query: (this: pg.Client, ...given: unknown[]) => unknown }, 'query'>(
    pg.Client.prototype,
    'query',
    (query) =>
      function (first, ...rest) {
        if (typeof first === 'string') return query.call(this, rewrite(first), ...rest);
        const { text } = (first ?? {}) as Partial<Query>;
        if (typeof text === 'string') Object.assign(first as Query, { text: rewrite(text) });
        return query.call(this, first, ...rest);
      },
  );
}

/** Throws where a defect is not there: the statement that it was in reads otherwise by now. */
export function mustHaveRewritten(): void {
  const [pattern] = unmatched;
  if (pattern) throw new Error(`No statement matches ${pattern} any more.`);
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

interface Log {
  repository: { connection: { query(query: { text: string }): Promise<unknown[]> } };
}

/** One batch of the log in `every` is told of as always, and then not written after all. */
export function takeBack(every: number): Promise<void> {
  let turn = 0;
  return override<Log, (...given: unknown[]) => Promise<unknown>>(
    'server/messages/log/room-log.js',
    'RoomLog',
    'attempt',
    (attempt) =>
      async function (...given) {
        if (++turn % every) return attempt.apply(this as never, given as never);
        const { connection } = this.repository;
        await connection.query({ text: 'begin' });
        try {
          await attempt.apply(this as never, given as never);
        } finally {
          // Or nothing could be written ever after.
          await connection.query({ text: 'rollback' });
        }
        return new Map();
      },
  );
}
