import { Global, Module } from '@nestjs/common';
import { Broadcaster } from './broadcaster.js';
import { RedisLink } from './redis-link.js';

@Global()
@Module({ providers: [Broadcaster, RedisLink], exports: [Broadcaster, RedisLink] })
export class RealtimeModule {}
