import { Logger } from '@nestjs/common';
import { AppError } from './app-error.js';
import { isUnavailable } from './unavailable.js';

const logger = new Logger('Bug');

/** What a person is told about any error. An error that is not meant for people is a bug: logged here, once. */
export function refusalOf(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isUnavailable(error))
    return new AppError(
      'unavailable',
      'The server cannot reach its database right now. Try again in a moment.',
      {
        retryAfterMs: 1000,
      },
    );
  logger.error(error instanceof Error ? (error.stack ?? error.message) : error);
  return new AppError(
    'internal',
    'Something went wrong on the server. Try again; if it stays so, tell the administrator.',
  );
}
