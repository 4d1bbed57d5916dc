import { Injectable } from '@nestjs/common';
import { Metrics } from '../telemetry/metrics.js';
import { Statements } from './statements.js';

@Injectable()
export class PoolMetrics {
  constructor(metrics: Metrics, statements: Statements) {
    const show = (name: string, help: string, part: keyof Statements['load']) =>
      metrics.gauge(`samovar_database_${name}`, help, () => statements.load[part]);
    show('connections', 'Open connections of the pool.', 'connections');
    show('idle', 'Of these, the ones without work.', 'idle');
    show('waiting', 'Queries that wait for a connection.', 'waiting');
  }
}
