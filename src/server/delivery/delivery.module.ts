import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Connections } from './connections.js';
import { Delivery } from './delivery.js';
import { EventRegistry } from './event-registry.js';

@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [Connections, Delivery, EventRegistry],
  exports: [Connections, Delivery, EventRegistry],
})
export class DeliveryModule {}
