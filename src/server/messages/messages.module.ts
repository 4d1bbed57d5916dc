import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { EmojiModule } from '../emoji/emoji.module.js';
import { FilesModule } from '../files/files.module.js';
import { MembershipsModule } from '../memberships/memberships.module.js';
import { PresenceModule } from '../presence/presence.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { SettingsModule } from '../settings/settings.module.js';
import { ChangesRepository } from './changing/changes.repository.js';
import { EmptyRoomsRepository } from './changing/empty-rooms.repository.js';
import { EmptyRooms } from './changing/empty-rooms.service.js';
import { LivingMessages } from './changing/living-messages.service.js';
import { ReactionsRepository } from './changing/reactions.repository.js';
import { Reactions } from './changing/reactions.service.js';
import { MessageChangesService } from './changing/message-changes.service.js';
import { ErasedLinesRepository } from './changing/erased-lines.repository.js';
import { ErasedLines } from './changing/erased-lines.service.js';
import { ModerationOperations } from './changing/moderation.operations.js';
import { ModerationRepository } from './changing/moderation.repository.js';
import { Moderation } from './changing/moderation.service.js';
import { DirectOperations } from './direct.operations.js';
import { DescriptionsRepository } from './files/descriptions.repository.js';
import { Descriptions } from './files/descriptions.service.js';
import { FilesOperations } from './files/files.operations.js';
import { RoomFilesRepository } from './files/room-files.repository.js';
import { RoomFiles } from './files/room-files.service.js';
import { Cursor } from './log/cursor.entity.js';
import { CatchUpRepository } from './log/catch-up.repository.js';
import { CursorsRepository } from './log/cursors.repository.js';
import { Feed } from './log/feed.js';
import { HeadWatch } from './log/head-watch.js';
import { LogFollowers } from './log/log-followers.js';
import { RoomAnnouncer } from './log/room-announcer.js';
import { RoomLines } from './log/room-lines.js';
import { RoomLinesRepository } from './log/room-lines.repository.js';
import { RoomLog } from './log/room-log.js';
import { RoomLogMetrics } from './log/room-log.metrics.js';
import { RoomLogRepository } from './log/room-log.repository.js';
import { RoomNews } from './log/room-news.js';
import { Message } from './message.entity.js';
import { MessagesEvents } from './messages.events.js';
import { DraftPreviewsOperations } from './draft-previews.operations.js';
import { DraftPreviews } from './draft-previews.service.js';
import { MessagesOperations } from './messages.operations.js';
import { MessagesService } from './messages.service.js';
import { LinkedMessages } from './linked/linked-messages.service.js';
import { MessagePreviewsRepository } from './linked/message-previews.repository.js';
import { MessagePreviews } from './linked/message-previews.service.js';
import { PreviewsEvents } from './linked/previews.events.js';
import { PreviewsOperations } from './linked/previews.operations.js';
import { Reaction } from './reaction.entity.js';
import { Dates } from './reading/dates.service.js';
import { DatesRepository } from './reading/dates.repository.js';
import { PinCounts } from './pins/pin-counts.js';
import { PinsEvents } from './pins/pins.events.js';
import { PinsOperations } from './pins/pins.operations.js';
import { PinsRepository } from './pins/pins.repository.js';
import { Pins } from './pins/pins.service.js';
import { History } from './reading/history.js';
import { Inspection } from './reading/inspection.service.js';
import { LastWordsRepository } from './reading/last-words.repository.js';
import { LastWords } from './reading/last-words.js';
import { MessageCounts } from './reading/message-counts.repository.js';
import { MessageSearchRepository } from './reading/message-search.repository.js';
import { MessageSearch } from './reading/message-search.service.js';
import { MeanwhileRepository } from './reading/meanwhile.repository.js';
import { NewestPages } from './reading/newest-pages.js';
import { MessagesRepository } from './reading/messages.repository.js';
import { Peace } from './reports/peace.service.js';
import { Report } from './reports/report.entity.js';
import { ReportsOperations } from './reports/reports.operations.js';
import { ReportsRepository } from './reports/reports.repository.js';
import { Reports } from './reports/reports.service.js';
import { Saved } from './saved/saved.entity.js';
import { SavedOperations } from './saved/saved.operations.js';
import { SavedRepository } from './saved/saved.repository.js';
import { SavedMessages } from './saved/saved.service.js';
import { ThreadFollow } from './threads/thread-follow.entity.js';
import { ThreadsEvents } from './threads/threads.events.js';
import { ThreadsOperations } from './threads/threads.operations.js';
import { ThreadsRepository } from './threads/threads.repository.js';
import { ThreadReads } from './threads/thread-reads.js';
import { Threads } from './threads/threads.service.js';
import { MessageVersion } from './versions/message-version.entity.js';
import { VersionsOperations } from './versions/versions.operations.js';
import { VersionsRepository } from './versions/versions.repository.js';
import { Versions } from './versions/versions.service.js';
import { Writing } from './writing.js';
import { RoomMessagesOperations } from './room-messages.operations.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([Message, Reaction, Cursor, ThreadFollow, MessageVersion, Saved, Report]),
    FilesModule,
    EmojiModule,
    RoomsModule,
    SettingsModule,
    MembershipsModule,
    AuditModule,
    AuthModule,
    PresenceModule,
  ],
  controllers: [
    RoomMessagesOperations,
    MessagesOperations,
    DraftPreviewsOperations,
    DirectOperations,
    ModerationOperations,
    ThreadsOperations,
    FilesOperations,
    PreviewsOperations,
    PinsOperations,
    VersionsOperations,
    SavedOperations,
    ReportsOperations,
  ],
  providers: [
    MessagesService,
    Writing,
    DraftPreviews,
    MessageChangesService,
    ChangesRepository,
    LivingMessages,
    Descriptions,
    DescriptionsRepository,
    RoomFiles,
    RoomFilesRepository,
    Reactions,
    ReactionsRepository,
    History,
    Dates,
    DatesRepository,
    MessagesRepository,
    NewestPages,
    RoomLog,
    RoomLogMetrics,
    RoomLogRepository,
    RoomLines,
    RoomLinesRepository,
    Feed,
    CatchUpRepository,
    CursorsRepository,
    LogFollowers,
    RoomAnnouncer,
    RoomNews,
    Inspection,
    LastWords,
    LastWordsRepository,
    MeanwhileRepository,
    MessageCounts,
    MessageSearch,
    MessageSearchRepository,
    EmptyRooms,
    EmptyRoomsRepository,
    ErasedLines,
    ErasedLinesRepository,
    Moderation,
    ModerationRepository,
    HeadWatch,
    ThreadReads,
    Threads,
    ThreadsRepository,
    ThreadsEvents,
    MessagesEvents,
    LinkedMessages,
    MessagePreviews,
    MessagePreviewsRepository,
    PreviewsEvents,
    PinCounts,
    Pins,
    PinsEvents,
    PinsRepository,
    Versions,
    VersionsRepository,
    SavedMessages,
    SavedRepository,
    Peace,
    Reports,
    ReportsRepository,
  ],
  exports: [
    CatchUpRepository,
    EmptyRooms,
    LastWords,
    MeanwhileRepository,
    LogFollowers,
    Dates,
    MessageCounts,
    MessagesService,
    RoomFiles,
    Inspection,
    MessageSearch,
    ErasedLines,
    Moderation,
    DraftPreviews,
    MessageChangesService,
    MessagePreviews,
    PinCounts,
    Peace,
    Pins,
    Reports,
    SavedMessages,
    ThreadReads,
    Threads,
    Versions,
  ],
})
export class MessagesModule {}
