import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Metrics } from '../platform/telemetry/metrics.js';
import { RateLimits } from '../platform/work/rate-limits.js';
import { CONFIG, type RunningConfig } from './config.js';

@Global()
@Module({})
export class ConfigModule {
  static with(config: RunningConfig): DynamicModule {
    return {
      module: ConfigModule,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: RateLimits, useValue: new RateLimits(config.RATE_LIMITS) },
        { provide: Metrics, useValue: new Metrics() },
      ],
      exports: [CONFIG, RateLimits, Metrics],
    };
  }
}
