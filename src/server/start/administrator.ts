import { AppError } from '../platform/errors/app-error.js';
import { defaultLanguage, translator } from '../platform/languages/i18n.js';
import { StartError } from '../platform/errors/start-error.js';
import type { Config } from '../config/config.js';
import type { Accounts } from '../auth/accounts/accounts.service.js';
import type { UsersService } from '../people/users.service.js';

/** Where no link can be clicked (containers): ADMIN_USERNAME and ADMIN_PASSWORD make the administrator of an empty server. */
export async function createConfiguredAdministrator(
  config: Config,
  users: UsersService,
  accounts: Accounts,
): Promise<void> {
  const { ADMIN_USERNAME: username, ADMIN_PASSWORD: password } = config;
  if (!username && !password) return;
  if (!username || !password)
    throw new StartError('ADMIN_USERNAME and ADMIN_PASSWORD belong together: set both, or neither.');
  if (await users.hasAdministrator()) return;
  try {
    await accounts.registerFirstAdministrator({ username, password });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // Another node was quicker.
    if (error.code === 'forbidden') return;
    const sentence = translator(defaultLanguage)(error.message, error.values);
    throw new StartError(`ADMIN_USERNAME and ADMIN_PASSWORD make no administrator: ${sentence}`, {
      cause: error,
    });
  }
}
