import { Module } from '@nestjs/common';
import { DatabasePulse } from './database-pulse.repository.js';
import { HealthController } from './health.controller.js';

@Module({ controllers: [HealthController], providers: [DatabasePulse] })
export class HealthModule {}
