import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { dataSourceOptions } from './data-source.js';
import { DatabaseFacts } from './database-facts.repository.js';
import { DatabasePulse } from './database-pulse.repository.js';
import { DiskWatch } from './disk-watch.js';
import { PoolMetrics } from './pool.metrics.js';
import { Readiness } from './readiness.js';
import { SharedStatements } from './shared-statements.js';
import { Statements } from './statements.js';

@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [CONFIG],
      useFactory: (config: RunningConfig) => ({
        ...dataSourceOptions(config.DATABASE_URL),
        autoLoadEntities: true,
        retryAttempts: 0,
      }),
    }),
  ],
  providers: [Statements, SharedStatements, DatabaseFacts, DatabasePulse, DiskWatch, Readiness, PoolMetrics],
  exports: [Statements, SharedStatements, DatabaseFacts, Readiness],
})
export class DatabaseModule {}
