import { Injectable } from '@nestjs/common';
import { Metrics } from '../platform/telemetry/metrics.js';

@Injectable()
export class NoticesMetrics {
  readonly sent;
  readonly failed;
  readonly dropped;

  constructor(metrics: Metrics) {
    this.sent = metrics.counter(
      'samovar_notices_sent_total',
      'Notices that push services have taken from this node, counted once for each device.',
    );
    this.failed = metrics.counter(
      'samovar_notices_failed_total',
      'Notices that a push service did not take, counted once for each try.',
    );
    this.dropped = metrics.counter(
      'samovar_notices_dropped_total',
      'Notices that nobody needed any more when they were due: read, muted, quiet, or no device to show them.',
    );
  }
}
