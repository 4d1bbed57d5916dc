import { type Config, parseConfig } from '../config/config.js';
import { keptSecret, prepareDataFolder } from '../start/data-folder.js';

/** With the secret that the server has: what it writes down of where files are is sealed with it. */
export function filesConfig(
  environment: Record<string, string | undefined>,
): Config & { SESSION_SECRET: string } {
  const given = parseConfig(environment);
  const folder = prepareDataFolder(given.DATA_DIR);
  return { ...given, SESSION_SECRET: given.SESSION_SECRET ?? keptSecret(folder, 'session-secret') };
}
