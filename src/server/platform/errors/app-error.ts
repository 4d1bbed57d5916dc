import type { ErrorCode } from '../../../shared/errors.js';

/**
 * The only error meant for people. `message` is an English sentence that says what to do; it is also the key under
 * which translations are found, so values go into `values` and stand in it as `{{name}}`.
 */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly values: Record<string, string | number> & { retryAfterMs?: number } = {},
  ) {
    super(message);
    this.name = 'AppError';
  }
}

/** Of an address that means nothing. */
export const noSuchPage = () => new AppError('not_found', 'There is no such page. Check the address.');
