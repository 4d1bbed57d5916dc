import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { RunningConfig } from '../config/config.js';
import { ConfigModule } from '../config/config.module.js';
import { CheckupRepository } from '../files/checkup/checkup.repository.js';
import { FilesCheckup } from '../files/checkup/files-checkup.js';
import { Content } from '../files/content.entity.js';
import { File } from '../files/file.entity.js';
import { ContentsRepository } from '../files/keeping/contents.repository.js';
import { Consent } from '../files/moving/consent.js';
import { currentStorageOfCommand } from '../files/moving/current.storage.js';
import { Mover } from '../files/moving/mover.js';
import { MovesRepository } from '../files/moving/moves.repository.js';
import { StorageMove } from '../files/moving/storage-move.entity.js';
import { WantedRepository } from '../files/moving/wanted.repository.js';
import { Whereabouts } from '../files/moving/whereabouts.js';
import { FileLinksCheckup } from '../messages/files/file-links.checkup.js';
import { FileLinksRepository } from '../messages/files/file-links.repository.js';
import { PlatformModule } from '../platform/platform.module.js';
import { DatabaseModule } from '../platform/postgres/database.module.js';
import { Node } from '../presence/node.entity.js';
import { NodesRepository } from '../presence/nodes.repository.js';

/** What commands need to look after files: not the whole feature, which would look at uploads and sweep like a server. */
@Module({})
export class FilesCommandModule {
  static with(this: void, config: RunningConfig): DynamicModule {
    return {
      module: FilesCommandModule,
      imports: [
        ConfigModule.with(config),
        PlatformModule,
        DatabaseModule,
        TypeOrmModule.forFeature([Content, File, Node, StorageMove]),
      ],
      providers: [
        currentStorageOfCommand,
        CheckupRepository,
        Consent,
        ContentsRepository,
        FileLinksCheckup,
        FileLinksRepository,
        FilesCheckup,
        Mover,
        MovesRepository,
        NodesRepository,
        WantedRepository,
        Whereabouts,
      ],
    };
  }
}
