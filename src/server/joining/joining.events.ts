import { Injectable } from '@nestjs/common';
import type { Payload } from '../../shared/events.js';
import type { JoinView } from '../../shared/messages.js';
import type { Connection } from '../delivery/connection.js';
import { On } from '../delivery/on.decorator.js';
import { JoiningService } from './joining.service.js';

@Injectable()
export class JoiningEvents {
  constructor(private readonly joining: JoiningService) {}

  @On('join')
  join(connection: Connection, join: Payload<'join'>): Promise<JoinView> {
    return this.joining.join(connection, join);
  }

  @On('leave')
  async leave(connection: Connection, { roomId }: Payload<'leave'>): Promise<null> {
    await this.joining.leave(connection, roomId);
    return null;
  }
}
