/** The chat itself, on a database that runs: brought up to date, made ready, and listening. */
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { configure } from './configure.js';
import { Accounts } from './server/auth/accounts/accounts.service.js';
import { Registration } from './server/auth/registration/registration.service.js';
import type { RunningConfig } from './server/config/config.js';
import { UsersService } from './server/people/users.service.js';
import { migrate } from './server/platform/postgres/migrate.js';
import { FastPath } from './server/platform/sockets/fast-path/fast-path.js';
import { ServerLog } from './server/platform/telemetry/server-log.js';
import { listeningAddress, readyLines } from './server/start/addresses.js';
import { createConfiguredAdministrator } from './server/start/administrator.js';

/** Serves people from when it resolves on; what the person at the terminal is told. `onStop` is called before anybody can come. */
export async function serve(
  config: RunningConfig,
  onStop: (stop: () => Promise<void>) => void,
): Promise<string[]> {
  await migrate(config.DATABASE_URL);
  const log = new ServerLog(config);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config), {
    logger: log,
    abortOnError: false,
    forceCloseConnections: true,
  });
  onStop(() => app.close());
  configure(app, config);
  const users = app.get(UsersService);
  await createConfiguredAdministrator(config, users, app.get(Accounts));
  await app.listen(config.PORT, config.HOST);
  log.open();
  app.get(FastPath).warn();
  const { port } = app.getHttpServer().address() as { port: number };
  const registration = app.get(Registration);
  return readyLines(config, listeningAddress(config.HOST, port), {
    hasAdministrator: await users.hasAdministrator(),
    registrationLink: registration.needsLink ? await registration.path() : null,
  });
}
