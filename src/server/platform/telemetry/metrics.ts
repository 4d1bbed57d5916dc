import { Counter, Histogram, Registry } from 'prom-client';

/** Seconds; from a write on an idle machine with a good disk to the longest that anybody waits for an answer. */
const secondsBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/**
 * What this node counts of its work, for Prometheus; in its base units, so times are seconds. One for each server, of which
 * a test has several in one process. Whoever counts does so once a batch, never for each recipient: a count takes 0.2 µs.
 */
export class Metrics {
  readonly registry = new Registry();
  private readonly registers = [this.registry];

  /** Messages × sockets of this node to which they were handed. */
  readonly deliveries = new Counter({
    name: 'samovar_deliveries_total',
    help: 'Messages handed to sockets of this node, counted once for each socket.',
    registers: this.registers,
  });

  /** Events × sockets: one write each, so far fewer than deliveries when a room is busy. */
  readonly frames = new Counter({
    name: 'samovar_frames_total',
    help: 'Broadcast events handed to sockets of this node, counted once for each socket.',
    registers: this.registers,
  });

  /** Messages that this node has committed; repeats and refused ones not among them. */
  readonly messagesWritten = new Counter({
    name: 'samovar_messages_written_total',
    help: 'Messages that this node has committed.',
    registers: this.registers,
  });

  /** Seconds from handing a batch to PostgreSQL until it has committed. */
  readonly writeSeconds = new Histogram({
    name: 'samovar_write_seconds',
    help: 'Time that PostgreSQL took to commit a batch of messages.',
    buckets: secondsBuckets,
    registers: this.registers,
  });

  /** Messages in a batch that was committed. */
  readonly writeBatchSize = new Histogram({
    name: 'samovar_write_batch_size',
    help: 'Messages committed together.',
    buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500],
    registers: this.registers,
  });

  /** Seconds from a request's head until its answer has left, by the route's template. */
  readonly requestSeconds = new Histogram({
    name: 'samovar_http_request_seconds',
    help: 'Time until an HTTP request was answered.',
    labelNames: ['method', 'route', 'status'],
    buckets: secondsBuckets,
    registers: this.registers,
  });
}
