import { Global, Module } from '@nestjs/common';
import { FastPath } from './fast-path/fast-path.js';
import { RedisLink } from './redis-link.js';

@Global()
@Module({
  providers: [RedisLink, { provide: FastPath, useFactory: () => FastPath.tryOut() }],
  exports: [RedisLink, FastPath],
})
export class SocketsModule {}
