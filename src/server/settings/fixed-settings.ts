import { type ServerSettings, settingNames } from '../../shared/settings.js';
import type { Config } from '../config/config.js';

/** What the environment sets, by variables of the settings' names in capitals: it wins over what administrators choose. */
export function fixedSettings(config: Config): Partial<ServerSettings> {
  const variables = config as Record<string, unknown>;
  const given = settingNames.flatMap((name) => {
    const value = variables[name.toUpperCase()];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(given);
}
