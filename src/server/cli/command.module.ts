import { type DynamicModule, Module } from '@nestjs/common';
import { ConfigModule } from '../config/config.module.js';
import type { RunningConfig } from '../config/config.js';
import { DatabaseModule } from '../platform/postgres/database.module.js';
import { MembershipsModule } from '../memberships/memberships.module.js';
import { UsersModule } from '../people/people.module.js';

/** What a command needs of the server: no page, no socket, no lease. What people may do in rooms follows from their role. */
@Module({})
export class CommandModule {
  static with(config: RunningConfig): DynamicModule {
    return {
      module: CommandModule,
      imports: [ConfigModule.with(config), DatabaseModule, UsersModule, MembershipsModule],
    };
  }
}
