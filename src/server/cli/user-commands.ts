/** What can be done with people from the command line. */
import { commandLine } from '../audit/audit-log.js';
import { StartError } from '../platform/errors/start-error.js';
import { type Role, roles } from '../../shared/people.js';
import type { User } from '../people/user.entity.js';
import type { AccountChanges } from '../auth/accounts/account-changes.service.js';
import { type ErasedMessages, erasing } from '../../shared/erasing.js';
import type { Erasures } from '../auth/accounts/erasures.service.js';
import type { Accounts } from '../auth/accounts/accounts.service.js';
import type { Passwords } from '../auth/passwords/passwords.service.js';
import type { PasswordResets } from '../auth/passwords/password-resets.service.js';
import type { UsersService } from '../people/users.service.js';
import { askPassword } from './password-prompt.js';

const usage = `Use one of these:
  npm run user -- add <name> [--admin]   creates an account
  npm run user -- add <name> --bot       creates one for a program, which has tokens and no password
  npm run user -- password <name>        sets a new password and signs the person out everywhere
  npm run user -- reset <name>           makes a link with which the person sets a new password, once, within a day
  npm run user -- list                   shows everybody
  npm run user -- role <name> <role>     makes somebody an admin, a moderator, a member, a guest or a bot
  npm run user -- disable <name>         ends an account; what the person wrote stays
  npm run user -- enable <name>          brings it back
  npm run user -- erase <name> <messages>  erases somebody for good, their messages to keep or to remove
Passwords are asked for, or read from the first line of standard input; never give them as an argument.`;

export interface People {
  users: UsersService;
  accounts: Accounts;
  passwords: Passwords;
  resets: PasswordResets;
  changes: AccountChanges;
  erasures: Erasures;
  /** Where people open the server. */
  address: string;
}

type Command = (people: People) => Promise<void>;

/** How many words follow each verb. */
const verbs: Record<string, number> = {
  add: 1,
  password: 1,
  reset: 1,
  list: 0,
  role: 2,
  disable: 1,
  enable: 1,
  erase: 2,
};

/** The command that was typed, or a StartError that shows what can be. */
export function userCommand(
  [verb = '', ...words]: string[],
  { admin = false, bot = false }: { admin?: boolean; bot?: boolean },
): Command {
  const isMisplaced = (admin && bot) || ((admin || bot) && verb !== 'add');
  if (!Object.hasOwn(verbs, verb) || words.length !== verbs[verb] || isMisplaced) throw new StartError(usage);
  const [name, role] = words as [string, string];
  if (verb === 'list') return list;
  if (verb === 'add') return (people) => (bot ? addBot(people, name) : add(people, name, admin));
  if (verb === 'password') return (people) => changePassword(people, name);
  if (verb === 'reset') return (people) => offerReset(people, name);
  if (verb === 'disable') return (people) => disable(people, name);
  if (verb === 'enable') return (people) => enable(people, name);
  if (verb === 'erase') return eraseCommand(name, role);
  const wanted = roles.find((known) => known === role);
  if (!wanted) throw new StartError(usage);
  return (people) => changeRole(people, name, wanted);
}

async function add({ accounts }: People, username: string, isAdmin: boolean): Promise<void> {
  const user = await accounts.register({
    username,
    password: await askPassword(),
    role: isAdmin ? 'admin' : 'member',
  });
  console.log(`${user.username} can sign in now${isAdmin ? ', as an administrator' : ''}.`);
}

async function addBot({ accounts, address }: People, username: string): Promise<void> {
  const { id, username: name } = await accounts.register({ username, role: 'bot' });
  console.log(`${name} is there, as a bot. Administrators make its tokens at ${address}/admin/people/${id}`);
}

async function changePassword({ users, passwords }: People, name: string): Promise<void> {
  const user = await requirePerson(users, name);
  await passwords.set(user.id, await askPassword(), commandLine);
  console.log(`${user.username} has a new password and is signed out everywhere.`);
}

async function offerReset({ users, resets, address }: People, name: string): Promise<void> {
  const user = await requirePerson(users, name);
  const { path } = await resets.offer(user, commandLine);
  console.log(`${user.username} can set a new password once, within a day, at ${address}${path}`);
}

async function changeRole({ users, changes }: People, name: string, role: Role): Promise<void> {
  const user = await requireUser(users, name);
  await changes.setRole(commandLine, user.id, role);
  console.log(`${user.username} is ${role === 'admin' ? 'an administrator' : `a ${role}`} now.`);
}

async function disable({ users, changes }: People, name: string): Promise<void> {
  const user = await requireUser(users, name);
  await changes.disable(commandLine, user.id);
  console.log(`${user.username} can no longer sign in.`);
}

async function enable({ users, changes }: People, name: string): Promise<void> {
  const user = await requireUser(users, name);
  await changes.enable(commandLine, user.id);
  console.log(`${user.username} can sign in again.`);
}

function eraseCommand(name: string, word: string): Command {
  const { success, data } = erasing.safeParse({ messages: word });
  if (!success) throw new StartError(usage);
  return (people) => erase(people, name, data.messages);
}

/** The server does the rest as soon as it runs. */
async function erase({ users, erasures }: People, name: string, messages: ErasedMessages): Promise<void> {
  const user = await requireUser(users, name);
  await erasures.erase(commandLine, user.id, messages);
  console.log(`${user.username} is erased; the running server forgets the rest within seconds.`);
}

async function list({ users }: People): Promise<void> {
  const everybody = await users.list();
  if (everybody.length === 0) return console.log('There is nobody yet: npm run user -- add <name> --admin');
  for (const user of everybody) if (!user.erasedAt) console.log(line(user));
}

function line({ username, role, createdAt, deactivatedAt }: User): string {
  const since = createdAt.toISOString().slice(0, 10);
  const until = deactivatedAt ? `, disabled ${deactivatedAt.toISOString().slice(0, 10)}` : '';
  return `${username}  ${role}  since ${since}${until}`;
}

/** Somebody who has a password. */
async function requirePerson(users: UsersService, name: string): Promise<User> {
  const user = await requireUser(users, name);
  if (user.role !== 'bot') return user;
  throw new StartError(`${user.username} is a bot: it has no password, and administrators make its tokens.`);
}

async function requireUser(users: UsersService, name: string): Promise<User> {
  const user = await users.findByUsername(name);
  if (user) return user;
  throw new StartError(`There is nobody named ${name}: "npm run user -- list" shows everybody.`);
}
