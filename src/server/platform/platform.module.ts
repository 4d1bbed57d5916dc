import { Global, Module } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { CONFIG, type RunningConfig } from '../config/config.js';
import { Outgoing } from './http/outgoing/outgoing.js';
import { Senders } from './http/senders.js';
import { Mailer } from './mailing/mailer.js';
import { Media } from './media/media.js';
import { Metrics } from './telemetry/metrics.js';
import { NODE_ID } from './work/node-id.js';
import { RateLimits } from './work/rate-limits.js';

/** What any feature may ask for, once for each server. */
@Global()
@Module({
  providers: [
    Mailer,
    { provide: Media, useFactory: () => new Media() },
    Metrics,
    { provide: NODE_ID, useFactory: () => randomUUID() },
    Outgoing,
    Senders,
    {
      provide: RateLimits,
      inject: [CONFIG],
      useFactory: (config: RunningConfig) => new RateLimits(config.RATE_LIMITS),
    },
  ],
  exports: [Mailer, Media, Metrics, NODE_ID, Outgoing, RateLimits, Senders],
})
export class PlatformModule {}
