import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { ChangesRepository } from './changes.repository.js';
import { HeadWatch } from './head-watch.js';
import { History } from './history.js';
import { Inspection } from './inspection.service.js';
import { MessageChangesService } from './message-changes.service.js';
import { MessageSearchRepository } from './message-search.repository.js';
import { MessageSearch } from './message-search.service.js';
import { MessagesRepository } from './messages.repository.js';
import { MessagesService } from './messages.service.js';
import { ModerationRepository } from './moderation.repository.js';
import { Moderation } from './moderation.service.js';
import { ReadMarksRepository } from './read-marks.repository.js';
import { ReadMarksService } from './read-marks.service.js';
import { RoomAnnouncer } from './room-announcer.js';
import { RoomLog } from './room-log.js';
import { RoomLogRepository } from './room-log.repository.js';
import { RoomNews } from './room-news.js';

@Module({
  imports: [RoomsModule, AuditModule],
  providers: [
    MessagesService,
    MessageChangesService,
    ChangesRepository,
    History,
    MessagesRepository,
    RoomLog,
    RoomLogRepository,
    RoomAnnouncer,
    RoomNews,
    Inspection,
    MessageSearch,
    MessageSearchRepository,
    Moderation,
    ModerationRepository,
    HeadWatch,
    ReadMarksService,
    ReadMarksRepository,
  ],
  exports: [MessagesService, Inspection, MessageSearch, Moderation, MessageChangesService, ReadMarksService],
})
export class MessagesModule {}
