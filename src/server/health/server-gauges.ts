import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge } from 'prom-client';
import { Metrics } from '../platform/telemetry/metrics.js';
import { Statements } from '../platform/postgres/statements.js';
import { Connections } from '../delivery/connections.js';

/** What is read off when somebody looks, and costs nothing until then; and what the process says of itself. */
@Injectable()
export class ServerGauges {
  constructor(
    private readonly metrics: Metrics,
    connections: Connections,
    statements: Statements,
  ) {
    // Memory, CPU, open files, garbage collection, and how late the event loop is.
    collectDefaultMetrics({ register: metrics.registry });
    this.show('samovar_connections', 'Live sockets on this node.', () => connections.count);
    this.show(
      'samovar_database_connections',
      'Open connections of the pool.',
      () => statements.load.connections,
    );
    this.show('samovar_database_idle', 'Of these, the ones without work.', () => statements.load.idle);
    this.show(
      'samovar_database_waiting',
      'Queries that wait for a connection.',
      () => statements.load.waiting,
    );
  }

  private show(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.metrics.registry],
      collect() {
        this.set(read());
      },
    });
  }
}
