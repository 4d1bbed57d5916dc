import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../src/app.module.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { testConfig } from './config.js';

export interface TestServices {
  get: INestApplicationContext['get'];
  database: TestDatabase;
  close(): Promise<void>;
}

/** Every service of one node, without HTTP and sockets; pass `database` for a second node on the same one. */
export async function startServices(
  database?: TestDatabase,
  settings: Record<string, string> = {},
): Promise<TestServices> {
  const ownDatabase = database ?? (await createTestDatabase());
  const context = await NestFactory.createApplicationContext(
    AppModule.with(testConfig(ownDatabase.url, settings)),
    {
      logger: ['error'],
    },
  );
  return {
    get: context.get.bind(context),
    database: ownDatabase,
    async close() {
      await context.close();
      if (!database) await ownDatabase.drop();
    },
  };
}

/** What becomes of something asked of a service: `granted`, or the code of its refusal. */
export const codeOf = (asking: Promise<unknown>): Promise<string> =>
  asking.then(
    () => 'granted',
    (error: { code: string }) => error.code,
  );
