import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';
import { ServerGauges } from './server-gauges.js';

@Module({
  controllers: [HealthController, MetricsController],
  providers: [ServerGauges],
})
export class HealthModule {}
