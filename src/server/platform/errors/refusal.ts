import { Logger } from '@nestjs/common';
import { inspect } from 'node:util';
import { isUnavailable } from '../postgres/unavailable.js';
import { AppError } from './app-error.js';

const logger = new Logger('Bug');

/**
 * What a person is told about any error. An error that is not meant for people is a bug: logged here, once, with the
 * request's id where one is known. Of the error only message and stack: what else PostgreSQL puts into its own (`detail`,
 * `where`) quotes rows, and so what people wrote.
 */
export function refusalOf(error: unknown, requestId?: string): AppError {
  if (error instanceof AppError) return error;
  if (isUnavailable(error))
    return new AppError(
      'unavailable',
      'The server cannot reach its database right now. Try again in a moment.',
      {
        retryAfterMs: 1000,
      },
    );
  const { message, stack } = error instanceof Error ? error : new Error(inspect(error));
  logger.error(message, stack, ...(requestId === undefined ? [] : [{ requestId }]));
  return new AppError(
    'internal',
    'Something went wrong on the server. Try again; if it keeps happening, tell the administrator.',
  );
}
