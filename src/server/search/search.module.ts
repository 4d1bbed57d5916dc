import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MessagesModule } from '../messages/messages.module.js';
import { PeopleModule } from '../people/people.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { Filters } from './filters/filters.service.js';
import { Snapshots } from './finding/snapshots.js';
import { Indexer } from './index/indexer.js';
import { SearchRow } from './index/search-row.entity.js';
import { SearchSegment } from './index/search-segment.entity.js';
import { SegmentsRepository } from './index/segments.repository.js';
import { StaleSegmentsRepository } from './index/stale-segments.repository.js';
import { Upkeep } from './index/upkeep.service.js';
import { SearchOperations } from './search.operations.js';
import { SearchService } from './search.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([SearchSegment, SearchRow]), MessagesModule, PeopleModule, RoomsModule],
  controllers: [SearchOperations],
  providers: [
    Filters,
    Indexer,
    SearchService,
    SegmentsRepository,
    Snapshots,
    StaleSegmentsRepository,
    Upkeep,
  ],
  exports: [SearchService],
})
export class SearchModule {}
