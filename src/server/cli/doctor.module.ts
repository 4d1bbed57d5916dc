import { type DynamicModule, Module } from '@nestjs/common';
import type { RunningConfig } from '../config/config.js';
import { CatchUpRepository } from '../messages/log/catch-up.repository.js';
import { IndexCheckup } from '../search/checkup/index.checkup.js';
import { IndexCheckupRepository } from '../search/checkup/index-checkup.repository.js';
import { SegmentsRepository } from '../search/index/segments.repository.js';
import { FilesCommandModule } from './files-command.module.js';

/** What is needed to look at all that is kept: it follows no log, and serves nobody. */
@Module({})
export class DoctorModule {
  static with(this: void, config: RunningConfig): DynamicModule {
    return {
      module: DoctorModule,
      imports: [FilesCommandModule.with(config)],
      providers: [CatchUpRepository, IndexCheckup, IndexCheckupRepository, SegmentsRepository],
    };
  }
}
