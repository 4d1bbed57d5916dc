/** The engine's door: who may begin a connection, and what is kept of strangers until they have signed in. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '../errors/app-error.js';
import type { Sender } from '../http/senders.js';
import type { RateLimits } from '../work/rate-limits.js';
import { isOwnOrigin } from './origin.js';
import { refuseHandshake } from './refusal.js';

/** A request to the engine; `_query` is its own. */
export type EngineRequest = IncomingMessage & { _query: Record<string, string | undefined> };

export type EngineMiddleware = (request: EngineRequest, response: ServerResponse, next: () => void) => void;

interface Door {
  /** Whether the request carries the cookie of a session: without one there is nothing that a foreign page could abuse. */
  carriesSession: (request: IncomingMessage) => boolean;
  senderOf: (request: IncomingMessage) => Sender;
  publicUrl: string | undefined;
  limits: RateLimits;
}

/** Asked for each request of the engine, those of a polling client included. A request that is refused goes no further. */
export function keepDoor({ carriesSession, senderOf, publicUrl, limits }: Door): EngineMiddleware {
  return (request, _response, next) => {
    if (request.method !== 'GET' && request.method !== 'POST')
      return refuseHandshake(request, new AppError('invalid', 'Use GET or POST here.'), 405);
    // JSONP, which any foreign page may read.
    if (request._query.j !== undefined)
      return refuseHandshake(request, new AppError('invalid', 'JSONP is not offered here.'));
    if (carriesSession(request) && !isOwnOrigin(request, publicUrl))
      return refuseHandshake(request, foreign());
    if (request._query.sid !== undefined) return next();
    const { address, isTold } = senderOf(request);
    limits.consume(isTold ? 'connect' : 'connect_hidden', address).then(
      () => next(),
      (error: unknown) => refuseHandshake(request, error),
    );
  };
}

const foreign = () =>
  new AppError(
    'forbidden',
    'This connection comes from a different site than this server’s. Open the chat at its own address, or sign in with an API token and no cookie.',
  );
