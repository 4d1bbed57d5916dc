import { Injectable } from '@nestjs/common';
import type { EventValue, Payload } from '../../shared/events.js';
import type { Connection } from '../delivery/connection.js';
import { On } from '../delivery/on.decorator.js';
import { ActivityService } from './activity.service.js';

@Injectable()
export class ActivityEvents {
  constructor(private readonly activity: ActivityService) {}

  @On('read_activity')
  readActivity({ user }: Connection, read: Payload<'read_activity'>): Promise<EventValue<'read_activity'>> {
    return this.activity.read(user, read);
  }
}
