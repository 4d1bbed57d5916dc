import { type DynamicModule, Module } from '@nestjs/common';
import { AccountsModule } from '../auth/accounts.module.js';
import type { RunningConfig } from '../config/config.js';
import { ConfigModule } from '../config/config.module.js';
import { PlatformModule } from '../platform/platform.module.js';
import { DatabaseModule } from '../platform/postgres/database.module.js';
import { NewcomersModule } from '../rooms/newcomers.module.js';

/**
 * What a command needs of the server: no page, no socket, no lease. What people may do in rooms follows from their role; newcomers
 * come into the rooms of the setting.
 * Operations and events of these features come along, and stand idle: a command listens to nobody.
 */
@Module({})
export class CommandModule {
  static with(this: void, config: RunningConfig): DynamicModule {
    return {
      module: CommandModule,
      imports: [ConfigModule.with(config), PlatformModule, DatabaseModule, AccountsModule, NewcomersModule],
    };
  }
}
