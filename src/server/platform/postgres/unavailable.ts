/** SQLSTATEs that say "not now": the database is starting, stopping, full, or took too long. */
const passing = new Set([
  '57014',
  '57P01',
  '57P02',
  '57P03',
  '55P03',
  '40001',
  '40P01',
  '25006',
  '58030',
  'XX000',
]);
const passingClasses = new Set(['08', '53']);

const socketErrors = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** What `pg` says without any code when a connection breaks, cannot be had, or does not answer in time. */
const brokenConnection =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed|not queryable|timeout expired/;

interface DatabaseFailure {
  code?: unknown;
  message?: unknown;
  driverError?: unknown;
}

/** Whether an error means that the database could not answer now; the outcome of a write is then unknown. */
export function isUnavailable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, driverError } = error as DatabaseFailure;
  if (driverError !== undefined && driverError !== error && isUnavailable(driverError)) return true;
  if (typeof code === 'string')
    return (
      passing.has(code) ||
      socketErrors.has(code) ||
      (code.length === 5 && passingClasses.has(code.slice(0, 2)))
    );
  return typeof message === 'string' && brokenConnection.test(message);
}

/** Whether the connection itself is gone, so that it must not be used again. A server's refusal carries a five-character SQLSTATE. */
export function isConnectionLost(error: unknown): boolean {
  const { code } = (error ?? {}) as DatabaseFailure;
  const isRefusal = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && code !== 'EPIPE';
  return !isRefusal || /^(57P0|08)/.test(code);
}
