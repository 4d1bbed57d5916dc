import type { Metrics } from '../platform/telemetry/metrics.js';

export class DeliveryMetrics {
  /** Messages × sockets of this node to which they were handed. */
  readonly deliveries;
  /** Events × sockets: one write each, so far fewer than deliveries when a room is busy. */
  readonly frames;

  /** `connections` counts the live sockets. */
  constructor(metrics: Metrics, connections: () => number) {
    metrics.gauge('samovar_connections', 'Live sockets on this node.', connections);
    this.deliveries = metrics.counter(
      'samovar_deliveries_total',
      'Messages handed to sockets of this node, counted once for each socket.',
    );
    this.frames = metrics.counter(
      'samovar_frames_total',
      'Broadcast events handed to sockets of this node, counted once for each socket.',
    );
  }
}
