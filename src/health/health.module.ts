import { Module } from '@nestjs/common';
import { DatabasePulse } from './database-pulse.repository.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';
import { Readiness } from './readiness.js';
import { ServerGauges } from './server-gauges.js';

@Module({
  controllers: [HealthController, MetricsController],
  providers: [DatabasePulse, Readiness, ServerGauges],
})
export class HealthModule {}
