/** What went on, day by day. */
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DayOfStatistics } from './day-of-statistics.entity.js';
import { StatisticsOperations } from './statistics.operations.js';
import { StatisticsRepository } from './statistics.repository.js';
import { Statistics } from './statistics.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([DayOfStatistics])],
  controllers: [StatisticsOperations],
  providers: [Statistics, StatisticsRepository],
  exports: [Statistics],
})
export class StatisticsModule {}
