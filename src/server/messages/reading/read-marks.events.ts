import { Injectable } from '@nestjs/common';
import type { Payload } from '../../../shared/events.js';
import type { ReadView } from '../../../shared/memberships.js';
import { On } from '../../platform/sockets/on.decorator.js';
import type { ChatSocket } from '../../platform/sockets/socket.js';
import { ReadMarksService } from './read-marks.service.js';

@Injectable()
export class ReadMarksEvents {
  constructor(private readonly readMarks: ReadMarksService) {}

  @On('read')
  read({ data, id }: ChatSocket, mark: Payload<'read'>): Promise<ReadView> {
    return this.readMarks.mark(data.user, mark, id);
  }
}
