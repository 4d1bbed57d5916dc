/** Looks through large tables, of which few rows are found: one statement over all of one takes longer than the pool gives it. */
import type { Statements } from '../../platform/postgres/statements.js';

/** Rows that one statement looks through. */
export const stretch = 20_000;

/** The condition on the id of a row (its alias) of such a statement. */
export const inStretch = (row: string): string => `${row}.id > $1 and ${row}.id <= $1 + ${stretch}`;

/** What a statement that has it finds, stretch by stretch. */
export async function* throughAll<Row extends object>(
  statements: Statements,
  table: 'messages' | 'files',
  text: string,
): AsyncIterable<Row[]> {
  const [row] = await statements.query<{ last: number }>(
    `select coalesce(max(id), 0)::bigint as last from ${table}`,
  );
  for (let after = 0; after < row!.last; after += stretch)
    yield await statements.query<Row & Record<string, unknown>>(text, [after]);
}
