import { Injectable } from '@nestjs/common';
import { Metrics, secondsBuckets } from '../../platform/telemetry/metrics.js';

@Injectable()
export class RoomLogMetrics {
  private readonly written;
  private readonly seconds;
  private readonly batchSize;

  constructor(metrics: Metrics) {
    this.written = metrics.counter(
      'samovar_messages_written_total',
      'Messages that this node has committed.',
    );
    this.seconds = metrics.histogram({
      name: 'samovar_write_seconds',
      help: 'Time that PostgreSQL took to commit a batch of messages.',
      buckets: secondsBuckets,
    });
    this.batchSize = metrics.histogram({
      name: 'samovar_write_batch_size',
      help: 'Messages committed together.',
      buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500],
    });
  }

  /** A batch that was committed, so many milliseconds after it was handed to PostgreSQL; no repeats and no refused ones in it. */
  count(messages: number, milliseconds: number): void {
    this.written.inc(messages);
    this.batchSize.observe(messages);
    this.seconds.observe(milliseconds / 1000);
  }
}
