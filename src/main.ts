/** The server's start, in order. Each step is a file of start/ or of the feature it belongs to. */
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { type Config, parseConfig, type RunningConfig } from './server/config/config.js';
import { configure } from './configure.js';
import { Accounts } from './server/auth/accounts/accounts.service.js';
import { Registration } from './server/auth/registration/registration.service.js';
import { migrate } from './server/platform/postgres/migrate.js';
import { FastPath } from './server/platform/sockets/fast-path/fast-path.js';
import { adviceLines } from './server/start/advice.js';
import { listeningAddress, readyLines } from './server/start/addresses.js';
import { createConfiguredAdministrator } from './server/start/administrator.js';
import { prepareDataFolder, sessionSecret } from './server/start/data-folder.js';
import { startDatabase } from './server/start/database.js';
import { sentenceFor } from './server/start/failure.js';
import { ServerLog } from './server/platform/telemetry/server-log.js';
import { Shutdown } from './server/start/shutdown.js';
import { UsersService } from './server/people/users.service.js';

const shutdown = new Shutdown((line) => console.error(line));

try {
  shutdown.listen();
  await start(parseConfig(process.env));
} catch (error) {
  if (!shutdown.hasBegun) console.error(sentenceFor(error));
  await shutdown.stop(1);
}

async function start(given: Config): Promise<void> {
  const secret = given.SESSION_SECRET ?? sessionSecret(prepareDataFolder(given.DATA_DIR));
  const database = await startDatabase(given, (line) => console.log(line));
  shutdown.add(() => database.stop());
  await migrate(database.url);
  const config: RunningConfig = {
    ...given,
    SESSION_SECRET: secret,
    DATABASE_URL: database.url,
    databaseFolder: database.folder,
  };
  const log = new ServerLog(config);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config), {
    logger: log,
    abortOnError: false,
    forceCloseConnections: true,
  });
  shutdown.add(() => app.close());
  configure(app, config);
  const users = app.get(UsersService);
  await createConfiguredAdministrator(config, users, app.get(Accounts));
  await app.listen(config.PORT, config.HOST);
  log.open();
  app.get(FastPath).warn();
  const { port } = app.getHttpServer().address() as { port: number };
  const doors = {
    hasAdministrator: await users.hasAdministrator(),
    registrationPath: await app.get(Registration).path(),
  };
  const lines = [
    ...readyLines(config, listeningAddress(config.HOST, port), doors),
    ...adviceLines(new Date(), process.versions.node, database.version),
  ];
  // At once: whoever reads on for the address has the links, too.
  console.log(lines.join('\n'));
}
