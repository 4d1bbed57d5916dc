import { type DynamicModule, Module } from '@nestjs/common';
import { ConfigModule } from '../config/config.module.js';
import type { RunningConfig } from '../config/config.js';
import { DatabaseModule } from '../platform/postgres/database.module.js';
import { PlatformModule } from '../platform/platform.module.js';
import { UsersModule } from '../people/people.module.js';

/** What a command needs of the server: no page, no socket, no lease. */
@Module({})
export class CommandModule {
  static with(config: RunningConfig): DynamicModule {
    return {
      module: CommandModule,
      imports: [ConfigModule.with(config), PlatformModule, DatabaseModule, UsersModule],
    };
  }
}
