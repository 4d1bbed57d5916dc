import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { RunningConfig } from '../config/config.js';
import { ConfigModule } from '../config/config.module.js';
import { Content } from '../files/content.entity.js';
import { File } from '../files/file.entity.js';
import { ContentsRepository } from '../files/keeping/contents.repository.js';
import { Mover } from '../files/moving/mover.js';
import { MovesRepository } from '../files/moving/moves.repository.js';
import { StorageMove } from '../files/moving/storage-move.entity.js';
import { WantedRepository } from '../files/moving/wanted.repository.js';
import { Whereabouts } from '../files/moving/whereabouts.js';
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
        DatabaseModule,
        TypeOrmModule.forFeature([Content, File, Node, StorageMove]),
      ],
      providers: [ContentsRepository, Mover, MovesRepository, NodesRepository, WantedRepository, Whereabouts],
    };
  }
}
