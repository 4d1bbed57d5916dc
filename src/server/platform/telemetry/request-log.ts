/** What became of each HTTP request: one line, and one count. */
import { Logger, type LogLevel } from '@nestjs/common';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { randomUUID } from 'node:crypto';
import { plainAddress } from '../http/network-address.js';
import { FewLines } from './few-lines.js';
import type { Metrics } from './metrics.js';
import { requestSeconds } from './request.metrics.js';

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- Express is extended by merging into its namespace
  namespace Express {
    interface Request {
      /** In every line of the log that this request leads to, and in the header X-Request-Id of its answer. */
      requestId?: string;
    }
  }
}

const logger = new Logger('Request');

/** Of somebody who may not, or not that often: what an attack looks like. */
const refusals = new Set([401, 403, 429]);
const refused = new FewLines(logger, 'log');

/** A proxy's own id, so that its log and ours can be laid side by side; nothing in it can pass for anything else. */
const acceptableId = /^[A-Za-z0-9_-]{1,64}$/;

/** Gives each request its id; counts it and writes its line once its answer has left, or its sender has. */
export function requestLog(metrics: Metrics): RequestHandler {
  const seconds = requestSeconds(metrics);
  return (request: Request, response: Response, next: NextFunction): void => {
    const begun = performance.now();
    const given = request.get('x-request-id') ?? '';
    request.requestId = acceptableId.test(given) ? given : randomUUID();
    response.setHeader('X-Request-Id', request.requestId);
    response.once('close', () => note(request, response, performance.now() - begun, seconds));
    next();
  };
}

function note(
  request: Request,
  response: Response,
  milliseconds: number,
  seconds: ReturnType<typeof requestSeconds>,
): void {
  const { method, requestId, user } = request;
  const route = routeOf(request, response);
  const status = statusOf(response);
  seconds.observe({ method, route, status }, milliseconds / 1000);
  const message = `${method} ${route} ${status}`;
  const details = {
    requestId,
    method,
    route,
    status,
    milliseconds: Math.round(milliseconds * 10) / 10,
    ...(user && { userId: user.id }),
  };
  if (refusals.has(status)) refused.say(message, { ...details, address: plainAddress(request.ip) });
  else logger[levelOf(method, route, status)](message, details);
}

/** The route's template, never the path: what stands in that may be somebody's secret, and there is no end of paths. */
function routeOf(request: Request, response: Response): string {
  const route = request.route as { path: string } | undefined;
  return route?.path ?? (response.statusCode < 400 ? 'file' : 'none');
}

/** 499 where nobody waited for the answer, as nginx calls it. */
const statusOf = (response: Response) => (response.writableFinished ? response.statusCode : 499);

/** What changes something, and what programs ask, is an event; what people look at is told to who looks for an error. */
function levelOf(method: string, route: string, status: number): Exclude<LogLevel, 'fatal'> {
  // An outage or a stop, not a bug, and for as long as it lasts every request meets it.
  if (status === 503) return 'warn';
  if (status >= 500) return 'error';
  if (route === 'file' || route.startsWith('/health/') || route === '/metrics') return 'verbose';
  const isEvent = !['GET', 'HEAD', 'OPTIONS'].includes(method) || route.startsWith('/api/');
  return isEvent ? 'log' : 'debug';
}
