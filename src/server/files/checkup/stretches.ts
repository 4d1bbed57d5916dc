/** Looks through large tables, of which few rows are found: one statement over all of one takes longer than the pool gives it. */
import type { Statements } from '../../platform/postgres/statements.js';
import { endOfStretch } from '../../platform/postgres/stretch-of-ids.js';

/** Rows that one statement looks through. */
export const stretch = 20_000;

/** The condition on the id of a row (its alias) of such a statement. */
export const inStretch = (row: string): string => `${row}.id > $1 and ${row}.id <= $2`;

/** What a statement that has it finds, stretch by stretch. */
export async function* throughAll<Row extends object>(
  statements: Statements,
  table: 'messages' | 'files',
  text: string,
): AsyncIterable<Row[]> {
  const end = `select coalesce(${endOfStretch(table, '$1', stretch)}, (select max(id) from ${table} where id > $1)) as id`;
  for (let after = 0; ;) {
    const [row] = await statements.query<{ id: number | null }>(end, [after]);
    if (row!.id === null) return;
    yield await statements.query<Row & Record<string, unknown>>(text, [after, row!.id]);
    after = row!.id;
  }
}
