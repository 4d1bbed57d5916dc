import { type Metrics, secondsBuckets } from './metrics.js';

/** Seconds from a request's head until its answer has left, by the route's template. */
export const requestSeconds = (metrics: Metrics) =>
  metrics.histogram({
    name: 'samovar_http_request_seconds',
    help: 'Time until an HTTP request was answered.',
    labelNames: ['method', 'route', 'status'],
    buckets: secondsBuckets,
  });
