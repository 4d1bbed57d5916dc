/** People, rooms and messages for calling every operation with ids that fit and with those of others. */
import { randomUUID } from 'node:crypto';
import type { TestApp } from '../app.js';
import type { NewDevice } from '../../../src/shared/devices.js';
import { addRoom, addUser } from '../factories.js';
import type { PushService } from '../push-service.js';
import { ApiTokensService } from '../../../src/server/auth/api-tokens/api-tokens.service.js';
import { type Caller, newBrowserCaller, newCaller } from './caller.js';

export interface World {
  member: Caller;
  /** The same person with a token that only reads. */
  reader: Caller;
  /** Somebody at a browser. */
  browser: Caller;
  admin: Caller;
  /** By operation or by the path's beginning: ids, and addresses, that are worth asking for. */
  ids(operationId: string, path: string, name: string): (number | string)[];
}

const missing = 987_654;

/** The id of what a caller makes. */
const make = async (caller: Caller, path: string, body: object): Promise<number> =>
  (await caller.must<{ id: number }>('POST', path, body)).id;

/** The ids of so many, made one after the other. */
async function many(count: number, makeOne: (n: number) => Promise<number>): Promise<number[]> {
  const ids = [];
  for (let n = 0; n < count; n++) ids.push(await makeOne(n));
  return ids;
}

/** A device of somebody's, in a browser of its own. */
async function addDevice(
  { database }: TestApp,
  userId: number,
  { endpoint, keys }: NewDevice,
): Promise<number> {
  const [row] = await database.query<{ id: number }>(
    `with made as (
       insert into sessions (id, user_id, expires_at) values ($2, $1, now() + interval '1 day') returning id
     ) insert into push_subscriptions (user_id, session_id, endpoint, p256dh, auth)
     select $1, id, $2, $3, $4 from made returning id`,
    [userId, endpoint, keys.p256dh, keys.auth],
  );
  return row!.id;
}

/** The app must be one that may turn to the push service, which stands on this machine. */
export async function furnishedWorld(app: TestApp, push: PushService): Promise<World> {
  const member = await newCaller(app, 'member');
  const admin = await newCaller(app, 'admin', 'admin');
  const other = await newCaller(app, 'other');
  const boris = await newCaller(app, 'boris');
  const { database } = app;
  const victims = await Promise.all(['cleo', 'dora', 'emil'].map((name) => addUser(database, name)));
  const members = [member.user, other.user];
  const open = await addRoom(database, 'open', { members });
  const rooms = [
    open,
    await addRoom(database, 'closed', { access: 'private', members }),
    await addRoom(database, 'foreign', { access: 'private', members: [other.user] }),
    await addRoom(database, 'board', { access: 'admins', members: [admin.user] }),
  ];
  const playgrounds = [
    await addRoom(database, 'playground', { members }),
    await addRoom(database, 'sandbox', { access: 'private', members }),
  ];
  // With members enough to be named, silenced and banned in turn.
  const garden = await addRoom(database, 'kept', {
    members: [...victims, other.user],
    keepers: [member.user],
  });
  // With members who become keepers and end to be, and of whom nobody goes.
  const gardeners = await Promise.all(['ivo', 'jana'].map((name) => addUser(database, name)));
  const nursery = await addRoom(database, 'nursery', { members: gardeners, keepers: [member.user] });
  const write = (caller: Caller, room: number) =>
    make(caller, `/api/rooms/${room}/messages`, { text: 'Hello', clientId: randomUUID() });
  const messages = [];
  for (let n = 0; n < 4; n++) messages.push(await write(member, open), await write(other, rooms[2]!));
  const kept = await write(admin, rooms[3]!);
  const doomed = await many(20, () => write(member, playgrounds[0]!));
  const mistakes = await many(12, (n) => make(member, '/api/rooms', { name: `mistake ${n}` }));
  const direct = await boris.must<{ roomId: number }>('POST', '/api/direct/messages', {
    to: 'member',
    text: 'Psst',
    clientId: randomUUID(),
  });
  const service = app.app.get(ApiTokensService);
  const owner = await addUser(database, 'owner');
  const bot = await addUser(database, 'weather', 'bot');
  const [tokens, othersTokens]: number[][] = [[], []];
  for (let n = 0; n < 12; n++) {
    const token = { name: `t${n}`, scope: 'read' as const };
    tokens!.push((await service.make(n % 2 ? member.user : admin.user, token)).id);
    othersTokens!.push((await service.make(owner, token)).id);
  }
  const reported = doomed.slice(0, 10);
  for (const id of reported) await other.call('POST', `/api/messages/${id}/reports`, { reason: 'Rude' });
  const { reports } = await admin.must<{ reports: { id: number }[] }>('GET', '/api/reports');
  const browser = await newBrowserCaller(app, 'browser');
  const devices = await many(12, () => addDevice(app, browser.user.id, push.subscribe()));
  const files = await database.query<{ id: number }>(
    `insert into files (uploader_id, room_id, name, size, state, kind, facts, sha256)
     select $1, $2, 'notes.txt', 5, 'ready', 'document', '{ "kind": "document", "type": "text/plain", "size": 5 }', sha256('notes')
     from generate_series(1, 30) returning id`,
    [member.user.id, open],
  );
  const emoji = await database.query<{ id: number }>(
    `insert into emoji (name, file_id, width, height, moves, created_by)
     select 'emoji_' || n, 0, 8, 8, n % 2 = 0, $1 from generate_series(1, 12) n returning id`,
    [admin.user.id],
  );
  const sections = await many(10, (n) => make(member, '/api/me/sections', { name: `section ${n}` }));
  const invitations = await many(10, () => make(admin, '/api/invitations', {}));
  const bans = await many(10, (n) =>
    make(admin, '/api/address-bans', { network: `192.0.2.${n}`, reason: 'Noise' }),
  );
  const leaving = await Promise.all(['faye', 'gleb', 'hugo'].map((name) => addUser(database, name)));
  const people = [...victims.map(({ id }) => id), missing];
  const pools: [RegExp, (number | string)[]][] = [
    [/^(changeRoom|addMember|removeMember) .* id$/, [...playgrounds, missing]],
    [/^(nameKeeper|endKeeper) .* id$/, [nursery, missing]],
    [/^(nameKeeper|endKeeper) .* userId$/, gardeners.map(({ id }) => id)],
    [/^(silenceMember|banFromRoom|liftRoomBan|listRoomBans) .* id$/, [garden, missing]],
    [/^deleteRoom .* id$/, [...mistakes, missing]],
    [/^deleteMessage .* id$/, [...doomed, missing]],
    [/^(pinMessage|unpinMessage) .* id$/, [kept, ...messages.slice(0, 2), missing]],
    [/ \/api\/rooms\/.* id$/, [...rooms, direct.roomId, missing]],
    [/ \/api\/messages\/.* id$/, [...messages, missing]],
    [/ \/api\/files\/.* id$/, [...files.map(({ id }) => Number(id)), missing]],
    [/^readLinked .* address$/, ['open', 'board']],
    [/^readLinked .* seq$/, [1, 2, missing]],
    [/^testDevice .* id$/, devices.slice(0, 2)],
    [/^removeDevice .* id$/, [...devices.slice(2), missing]],
    [/ \/api\/reports\/.* id$/, [...reports.map(({ id }) => id), missing]],
    [/ \/api\/emoji\/.* id$/, [...emoji.map(({ id }) => Number(id)), missing]],
    [/ \/api\/tokens\/.* id$/, [...tokens!, missing]],
    [/^eraseUser .* id$/, [...leaving.map(({ id }) => id), missing]],
    [/^makeTokenOf .* id$/, [bot.id, missing]],
    [/ \/api\/users\/.*\/tokens.* id$/, [owner.id, missing]],
    [/ tokenId$/, [...othersTokens!, missing]],
    [/ \/api\/address-bans\/.* id$/, [...bans, missing]],
    [/ \/api\/invitations\/.* id$/, [...invitations, missing]],
    [/ \/api\/me\/sections\/.* id$/, [...sections, missing]],
    [/ \/api\/me\/sidebar\/rooms\/.* id$/, rooms],
    [/ \/api\/me\/saved\/.* messageId$/, [...messages, missing]],
    [/ \/api\/(users|people)\/.* id$/, people],
    [/ userId$/, people],
    [/^readPersonNamed .* username$/, ['boris', 'cleo', 'nobody-at-all']],
    [/ wait$/, [0, 0, 1]],
  ];
  return {
    member,
    reader: await member.limitedTo(app, 'read'),
    browser,
    admin,
    ids: (operationId, path, name) =>
      pools.find(([pattern]) => pattern.test(`${operationId} ${path} ${name}`))?.[1] ?? [],
  };
}
