import { Injectable } from '@nestjs/common';
import type { Payload } from '../../../shared/events.js';
import type { MessageView } from '../../../shared/messages.js';
import type { Connection } from '../../delivery/connection.js';
import { On } from '../../delivery/on.decorator.js';
import { Pins } from './pins.service.js';

@Injectable()
export class PinsEvents {
  constructor(private readonly pins: Pins) {}

  @On('pin')
  pin({ user, language }: Connection, pin: Payload<'pin'>): Promise<MessageView> {
    return this.pins.set(user, pin, language);
  }
}
