import { Module } from '@nestjs/common';
import { DatabasePulse } from './database-pulse.repository.js';
import { HealthController } from './health.controller.js';
import { Readiness } from './readiness.js';

@Module({ controllers: [HealthController], providers: [DatabasePulse, Readiness] })
export class HealthModule {}
