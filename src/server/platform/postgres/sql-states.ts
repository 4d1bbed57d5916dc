/** What PostgreSQL says by its SQLSTATEs, as questions about an error: the codes themselves are known to this folder alone. */

/** A row with this key is there already. */
export const isUniqueViolation = (error: unknown): boolean => sqlStateOf(error) === '23505';

/** A table that is not there. */
export const isUndefinedTable = (error: unknown): boolean => sqlStateOf(error) === '42P01';

/** A deadlock, or transactions that got into each other's way: nothing was written, and the same again may well succeed. */
export const isWorthRepeating = (error: unknown): boolean => worthRepeating.has(sqlStateOf(error) ?? '');

const worthRepeating = new Set(['40P01', '40001']);

/** The five characters, if it is PostgreSQL that refused; TypeORM wraps what `pg` throws. */
function sqlStateOf(error: unknown): string | undefined {
  const { code, driverError } = (error ?? {}) as { code?: unknown; driverError?: { code?: unknown } };
  const state = code ?? driverError?.code;
  return typeof state === 'string' ? state : undefined;
}
