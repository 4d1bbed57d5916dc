/** What can be done with people from the command line. */
import { StartError } from '../common/start-error.js';
import type { User } from '../users/user.entity.js';
import type { UsersService } from '../users/users.service.js';
import { askPassword } from './password-prompt.js';

const usage = `Use one of these:
  npm run user -- add <name> [--admin]   creates an account
  npm run user -- password <name>        sets a new password and signs the person out everywhere
  npm run user -- list                   shows everybody
  npm run user -- disable <name>         ends an account; what the person wrote stays
Passwords are asked for, or read from the first line of standard input; never give them as an argument.`;

type Command = (users: UsersService) => Promise<void>;

/** The command that was typed, or a StartError that shows what can be. */
export function userCommand([verb, name, ...rest]: string[], { admin }: { admin?: boolean }): Command {
  const isComplete = verb === 'list' ? name === undefined : name !== undefined;
  if (!isComplete || rest.length > 0 || (admin && verb !== 'add')) throw new StartError(usage);
  if (verb === 'list') return list;
  if (verb === 'add') return (users) => add(users, name!, admin ?? false);
  if (verb === 'password') return (users) => changePassword(users, name!);
  if (verb === 'disable') return (users) => disable(users, name!);
  throw new StartError(usage);
}

async function add(users: UsersService, username: string, isAdmin: boolean): Promise<void> {
  const user = await users.register({
    username,
    password: await askPassword(),
    role: isAdmin ? 'admin' : 'member',
  });
  console.log(`${user.username} can sign in now${isAdmin ? ', as an administrator' : ''}.`);
}

async function changePassword(users: UsersService, name: string): Promise<void> {
  const user = await requireUser(users, name);
  await users.setPassword(user.id, await askPassword());
  console.log(`${user.username} has a new password and is signed out everywhere.`);
}

async function disable(users: UsersService, name: string): Promise<void> {
  const user = await requireUser(users, name);
  await users.disable(user.id);
  console.log(`${user.username} can no longer sign in.`);
}

async function list(users: UsersService): Promise<void> {
  const everybody = await users.list();
  if (everybody.length === 0) return console.log('There is nobody yet: npm run user -- add <name> --admin');
  for (const user of everybody) console.log(line(user));
}

function line({ username, role, createdAt, deactivatedAt }: User): string {
  const since = createdAt.toISOString().slice(0, 10);
  const until = deactivatedAt ? `, disabled ${deactivatedAt.toISOString().slice(0, 10)}` : '';
  return `${username}  ${role}  since ${since}${until}`;
}

async function requireUser(users: UsersService, name: string): Promise<User> {
  const user = await users.findByUsername(name);
  if (user) return user;
  throw new StartError(`There is nobody named ${name}: "npm run user -- list" shows everybody.`);
}
