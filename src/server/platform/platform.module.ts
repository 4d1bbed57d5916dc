import { Global, Module } from '@nestjs/common';
import { CONFIG, type RunningConfig } from '../config/config.js';
import { Outgoing } from './http/outgoing/outgoing.js';
import { Senders } from './http/senders.js';
import { Metrics } from './telemetry/metrics.js';
import { RateLimits } from './work/rate-limits.js';

/** What any feature may ask for, once for each server. */
@Global()
@Module({
  providers: [
    Metrics,
    Outgoing,
    Senders,
    {
      provide: RateLimits,
      inject: [CONFIG],
      useFactory: (config: RunningConfig) => new RateLimits(config.RATE_LIMITS),
    },
  ],
  exports: [Metrics, Outgoing, RateLimits, Senders],
})
export class PlatformModule {}
