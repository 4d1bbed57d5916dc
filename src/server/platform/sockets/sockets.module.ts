import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Broadcaster } from './broadcaster.js';
import { EventHandlers } from './event-handlers.js';
import { RedisLink } from './redis-link.js';

@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [Broadcaster, RedisLink, EventHandlers],
  exports: [Broadcaster, RedisLink, EventHandlers],
})
export class RealtimeModule {}
