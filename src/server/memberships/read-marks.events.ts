import { Injectable } from '@nestjs/common';
import type { Payload } from '../../shared/events.js';
import type { ReadView } from '../../shared/memberships.js';
import { On } from '../delivery/on.decorator.js';
import type { Connection } from '../delivery/connection.js';
import { ReadMarksService } from './read-marks.service.js';

@Injectable()
export class ReadMarksEvents {
  constructor(private readonly readMarks: ReadMarksService) {}

  @On('read')
  read({ user, id }: Connection, mark: Payload<'read'>): Promise<ReadView> {
    return this.readMarks.mark(user, mark, id);
  }
}
