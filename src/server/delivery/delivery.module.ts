import { Global, Module } from '@nestjs/common';
import { Connections } from './connections.js';
import { Delivery } from './delivery.js';

@Global()
@Module({ providers: [Connections, Delivery], exports: [Connections, Delivery] })
export class DeliveryModule {}
