import { Injectable } from '@nestjs/common';
import type { EventValue, Payload } from '../../../shared/events.js';
import { On } from '../../delivery/on.decorator.js';
import type { Connection } from '../../delivery/connection.js';
import { MessagePreviews } from './message-previews.service.js';

@Injectable()
export class PreviewsEvents {
  constructor(private readonly previews: MessagePreviews) {}

  @On('hide_preview')
  hide({ user }: Connection, message: Payload<'hide_preview'>): Promise<EventValue<'hide_preview'>> {
    return this.previews.hide(user, message);
  }
}
