/** What a command needs of the server, on its database: whether the server runs or not. */
import type { DynamicModule, INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Config, RunningConfig } from '../config/config.js';
import { migrate } from '../platform/postgres/migrate.js';
import { ServerLog } from '../platform/telemetry/server-log.js';
import { reachDatabase } from '../start/database.js';

export async function withServer(
  given: Config & { SESSION_SECRET: string },
  moduleWith: (config: RunningConfig) => DynamicModule,
  work: (app: INestApplicationContext) => Promise<void>,
): Promise<void> {
  const database = await reachDatabase(given, (line) => console.error(line));
  try {
    await migrate(database.url);
    // Only the server calls devices.
    const config = { VAPID_PUBLIC_KEY: '', VAPID_PRIVATE_KEY: '', ...given, DATABASE_URL: database.url };
    const log = new ServerLog({ LOG_LEVEL: 'error', LOG_FORMAT: 'text' });
    const app = await NestFactory.createApplicationContext(moduleWith(config), {
      logger: log,
      abortOnError: false,
    });
    log.open();
    try {
      await work(app);
    } finally {
      await app.close();
    }
  } finally {
    await database.stop();
  }
}
