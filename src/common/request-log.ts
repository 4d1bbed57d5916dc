import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Metrics } from './metrics.js';

/** Counts each request once its answer has left, or its sender has. */
export function requestLog(metrics: Metrics): RequestHandler {
  return (request: Request, response: Response, next: NextFunction): void => {
    const begun = performance.now();
    response.once('close', () => {
      const labels = {
        method: request.method,
        route: routeOf(request, response),
        status: statusOf(response),
      };
      metrics.requestSeconds.observe(labels, (performance.now() - begun) / 1000);
    });
    next();
  };
}

/** The route's template, never the path: what stands in that may be somebody's secret, and there is no end of paths. */
function routeOf(request: Request, response: Response): string {
  const route = request.route as { path: string } | undefined;
  return route?.path ?? (response.statusCode < 400 ? 'file' : 'none');
}

/** 499 where nobody waited for the answer, as nginx calls it. */
const statusOf = (response: Response) => (response.writableFinished ? response.statusCode : 499);
