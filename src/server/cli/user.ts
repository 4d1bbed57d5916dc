/** `npm run user`: people from the command line, whether the server runs or not. */
import { parseArgs } from 'node:util';
import { StartError } from '../platform/errors/start-error.js';
import { parseConfig } from '../config/config.js';
import { listeningAddress } from '../start/addresses.js';
import { sentenceFor } from '../start/failure.js';
import { AccountChanges } from '../auth/accounts/account-changes.service.js';
import { Erasures } from '../auth/accounts/erasures.service.js';
import { Accounts } from '../auth/accounts/accounts.service.js';
import { PasswordResets } from '../auth/passwords/password-resets.service.js';
import { Passwords } from '../auth/passwords/passwords.service.js';
import { UsersService } from '../people/users.service.js';
import { CommandModule } from './command.module.js';
import { type People, userCommand } from './user-commands.js';
import { withServer } from './with-server.js';

try {
  const { positionals, values } = parseArguments(process.argv.slice(2));
  const command = userCommand(positionals, values);
  await withPeople(command);
} catch (error) {
  console.error(sentenceFor(error));
  process.exitCode = 1;
}

function parseArguments(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { admin: { type: 'boolean', default: false }, bot: { type: 'boolean', default: false } },
    });
  } catch (error) {
    throw new StartError(`${(error as Error).message}.`, { cause: error });
  }
}

async function withPeople(command: (people: People) => Promise<void>): Promise<void> {
  const given = parseConfig(process.env);
  // Sessions are ended in the database here; only the server makes and reads cookies.
  await withServer({ SESSION_SECRET: '', ...given }, CommandModule.with, (app) =>
    command({
      users: app.get(UsersService),
      accounts: app.get(Accounts),
      passwords: app.get(Passwords),
      resets: app.get(PasswordResets),
      changes: app.get(AccountChanges),
      erasures: app.get(Erasures),
      address: given.PUBLIC_URL ?? listeningAddress(given.HOST, given.PORT),
    }),
  );
}
