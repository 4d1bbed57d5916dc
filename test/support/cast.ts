/** The cast of the authorization tests: people who stand differently to a private and a public room. */
import { commandLine } from '../../src/server/audit/audit-log.js';
import { AccountChanges } from '../../src/server/auth/accounts/account-changes.service.js';
import { Accounts } from '../../src/server/auth/accounts/accounts.service.js';
import { Departures } from '../../src/server/memberships/departures.service.js';
import { MembershipsService } from '../../src/server/memberships/memberships.service.js';
import { startApp, type TestApp } from './app.js';
import { addRoom } from './factories.js';
import { newCaller } from './operations/caller.js';
import { Tab } from './socket.js';
import { defaultPassword, Visitor } from './visitor.js';

/**
 * `keeper` looks after both rooms, `removed` was a member of them; `banned` has a disabled account and an old session; `guest`, `moderator` and `bot` are in
 * neither of the rooms, and the bot has a token and no session.
 */
export const people = [
  'member',
  'keeper',
  'stranger',
  'removed',
  'guest',
  'moderator',
  'admin',
  'bot',
  'banned',
  'anonymous',
] as const;
export type Person = (typeof people)[number];
export type Target = 'private' | 'public' | 'missing' | 'malformed';

export interface Place {
  roomId: unknown;
  address: unknown;
  messageId: unknown;
  /** One of its people. */
  personId: unknown;
}

export interface Cast {
  app: TestApp;
  visitors: Record<Person, Visitor>;
  botToken: string;
  places: Record<Target, Place>;
}

export async function gatherCast(): Promise<Cast> {
  const app = await startApp({ RATE_LIMITS: 'off' });
  const visitors = {} as Record<Person, Visitor>;
  for (const person of people) visitors[person] = new Visitor(app.url);
  // Not names that one takes: they are given.
  for (const role of ['admin', 'moderator'] as const) {
    await app.app.get(Accounts).register({ username: role, password: defaultPassword, role });
    await visitors[role].signIn(role);
  }
  for (const person of ['member', 'keeper', 'stranger', 'removed', 'guest', 'banned'] as const)
    await visitors[person].register(person);
  const bot = await newCaller(app, 'bot', 'bot');
  const ids = await app.database.query<{ username: string; id: string }>('select username, id from users');
  const idOf = (person: Person) => Number(ids.find((row) => row.username === person)!.id);
  const furnish = async (access: 'private' | 'public'): Promise<Place> => {
    const memberships = app.app.get(MembershipsService);
    const roomId = await addRoom(app.database, `${access} room`, { access });
    for (const person of ['member', 'keeper', 'removed'] as const)
      await memberships.add(roomId, idOf(person));
    await app.database.query('update memberships set keeper = true where user_id = $1', [idOf('keeper')]);
    const tab = await Tab.open(app.url, visitors.member.cookieHeader);
    const said = { private: 'the secret of the room', public: 'what everybody may read' };
    const { id } = await tab.say(roomId, said[access]);
    tab.close();
    await app.app.get(Departures).depart(roomId, idOf('removed'));
    return { roomId, address: `${access} room`, messageId: id, personId: idOf('member') };
  };
  const places = {
    private: await furnish('private'),
    public: await furnish('public'),
    missing: { roomId: 987_654, address: 'no such room', messageId: 987_654, personId: 987_654 },
    malformed: { roomId: 'x\0', address: 'nul \0', messageId: -1, personId: -1 },
  };
  const changes = app.app.get(AccountChanges);
  await changes.disable(commandLine, idOf('banned'));
  await changes.setRole(commandLine, idOf('guest'), 'guest');
  return { app, visitors, botToken: bot.token, places };
}
