import { Global, Module } from '@nestjs/common';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { FastPath } from './fast-path/fast-path.js';
import { RedisLink } from './redis-link.js';

@Global()
@Module({
  providers: [
    {
      provide: RedisLink,
      inject: [CONFIG],
      useFactory: ({ REDIS_URL }: RunningConfig) => RedisLink.to(REDIS_URL),
    },
    { provide: FastPath, useFactory: () => FastPath.tryOut() },
  ],
  exports: [RedisLink, FastPath],
})
export class SocketsModule {}
