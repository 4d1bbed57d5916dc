import { Module } from '@nestjs/common';
import { RoomsModule } from '../rooms/rooms.module.js';
import { ChangesRepository } from './changes.repository.js';
import { HeadWatch } from './head-watch.js';
import { History } from './history.js';
import { MessageChangesService } from './message-changes.service.js';
import { MessagesRepository } from './messages.repository.js';
import { MessagesService } from './messages.service.js';
import { ReadMarksRepository } from './read-marks.repository.js';
import { ReadMarksService } from './read-marks.service.js';
import { RoomAnnouncer } from './room-announcer.js';
import { RoomLog } from './room-log.js';
import { RoomLogRepository } from './room-log.repository.js';

@Module({
  imports: [RoomsModule],
  providers: [
    MessagesService,
    MessageChangesService,
    ChangesRepository,
    History,
    MessagesRepository,
    RoomLog,
    RoomLogRepository,
    RoomAnnouncer,
    HeadWatch,
    ReadMarksService,
    ReadMarksRepository,
  ],
  exports: [MessagesService, MessageChangesService, ReadMarksService],
})
export class MessagesModule {}
