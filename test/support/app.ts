import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from '../../src/app.module.js';
import type { RunningConfig } from '../../src/server/config/config.js';
import { configure } from '../../src/configure.js';
import { testConfig } from './config.js';
import { createTestDatabase, type TestDatabase } from './database.js';

export interface TestApp {
  /** `http://127.0.0.1:<port>` */
  url: string;
  app: NestExpressApplication;
  config: RunningConfig;
  database: TestDatabase;
  close(): Promise<void>;
}

/** A whole server on a free port and a database of its own; pass `database` to start a second node on the same one. */
export async function startApp(
  settings: Record<string, string> = {},
  database?: TestDatabase,
): Promise<TestApp> {
  const ownDatabase = database ?? (await createTestDatabase());
  const config = testConfig(ownDatabase.url, settings);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config), {
    logger: [config.LOG_LEVEL],
    forceCloseConnections: true,
  });
  configure(app, config);
  await app.listen(config.PORT, '127.0.0.1');
  return {
    url: (await app.getUrl()).replace('[::1]', '127.0.0.1'),
    app,
    config,
    database: ownDatabase,
    async close() {
      await app.close();
      if (!database) await ownDatabase.drop();
    },
  };
}
