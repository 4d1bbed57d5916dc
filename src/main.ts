/** The server's start, in order. Each step is a file of start/; the chat itself is application.ts. */
// Before all that is decorated, in whatever order a bundle puts that.
import 'reflect-metadata';
import { type Config, parseConfig } from './server/config/config.js';
import { adviceLines } from './server/start/advice.js';
import { keptSecret, prepareDataFolder } from './server/start/data-folder.js';
import { startDatabase } from './server/start/database.js';
import { Shutdown } from './server/start/shutdown.js';
import { vapidKeys } from './server/start/vapid-keys.js';

const shutdown = new Shutdown((line) => console.error(line));

try {
  shutdown.listen();
  await start(parseConfig(process.env));
} catch (error) {
  if (!shutdown.hasBegun) console.error((await import('./server/start/failure.js')).sentenceFor(error));
  await shutdown.stop(1);
}

async function start(given: Config): Promise<void> {
  const secret = given.SESSION_SECRET ?? keptSecret(prepareDataFolder(given.DATA_DIR), 'session-secret');
  const vapid = vapidKeys(given);
  const database = startDatabase(given, (line) => console.log(line)).then((running) => {
    shutdown.add(() => running.stop());
    return running;
  });
  // Meanwhile, as PostgreSQL starts in a process of its own: reading the application is most of what is left to do.
  const [{ url, folder, version }, { serve }] = await Promise.all([database, import('./application.js')]);
  const lines = await serve(
    { ...given, ...vapid, SESSION_SECRET: secret, DATABASE_URL: url, databaseFolder: folder },
    (stop) => shutdown.add(stop),
  );
  // At once: whoever reads on for the address has the links, too.
  console.log([...lines, ...adviceLines(new Date(), process.versions.node, version)].join('\n'));
}
