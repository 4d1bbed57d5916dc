/** What PostgreSQL says by its SQLSTATEs, as questions about an error: the codes themselves are known to this folder alone. */

/** A row with this key is there already. */
export const isUniqueViolation = (error: unknown): boolean => sqlStateOf(error) === '23505';

/** A table that is not there. */
export const isUndefinedTable = (error: unknown): boolean => sqlStateOf(error) === '42P01';

/** Whoever asked may read, and nobody may write. */
export const isReadOnly = (error: unknown): boolean => sqlStateOf(error) === '25006';

/** A value that no statement can work with: among them a time zone that it does not know. */
export const isUnusable = (error: unknown): boolean => sqlStateOf(error) === '22023';

/** A deadlock, or transactions that got into each other's way: nothing was written, and the same again may well succeed. */
export const isWorthRepeating = (error: unknown): boolean => worthRepeating.has(sqlStateOf(error) ?? '');

const worthRepeating = new Set(['40P01', '40001']);

/** PostgreSQL's five characters, or the code of a system call that failed; TypeORM wraps what `pg` throws. */
export function sqlStateOf(error: unknown): string | undefined {
  const { code, driverError } = (error ?? {}) as { code?: unknown; driverError?: { code?: unknown } };
  const state = code ?? driverError?.code;
  return typeof state === 'string' ? state : undefined;
}
