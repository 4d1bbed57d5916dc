/** Users, sessions, rooms and memberships put straight into the database: who signs in is not what is measured. */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Samovar } from './samovar.js';

export interface SignedIn {
  id: number;
  cookie: string;
}

let made = 0;

/** So many new users, each with an open session. */
export async function signInPeople(samovar: Samovar, count: number): Promise<SignedIn[]> {
  const names = Array.from({ length: count }, () => `person${++made}`);
  const users = await samovar.sql<{ id: string }>(
    `insert into users (username, username_key, password_hash)
     select name, name, 'nobody signs in with this' from unnest($1::text[]) name returning id`,
    [names],
  );
  const people = users.map(({ id }) => ({
    id: Number(id),
    sessionId: randomBytes(24).toString('base64url'),
  }));
  await samovar.sql(
    `insert into sessions (id, user_id, expires_at)
     select id, user_id, now() + interval '30 days' from unnest($1::text[], $2::bigint[]) as s(id, user_id)`,
    [people.map(({ sessionId }) => rowIdOf(sessionId)), people.map(({ id }) => id)],
  );
  return people.map(({ id, sessionId }) => ({ id, cookie: cookieOf(sessionId, samovar.secret) }));
}

/** New public rooms with these addresses; every one of the people is a member of every one of them. */
export async function addRooms(
  samovar: Samovar,
  addresses: string[],
  people: SignedIn[] = [],
): Promise<number[]> {
  const rooms = await samovar.sql<{ id: string }>(
    'insert into rooms (name, name_key) select name, name from unnest($1::text[]) name returning id',
    [addresses],
  );
  const roomIds = rooms.map(({ id }) => Number(id));
  await samovar.sql(
    `insert into memberships (room_id, user_id)
     select room_id, user_id from unnest($1::bigint[]) room_id, unnest($2::bigint[]) user_id`,
    [roomIds, people.map(({ id }) => id)],
  );
  return roomIds;
}

/** So many rooms of so many people, each of whom is in one; named by a word of the item. */
export async function addSmallRooms(
  samovar: Samovar,
  { rooms, members, word, areMembers }: { rooms: number; members: number; word: string; areMembers: boolean },
): Promise<{ cookie: string; rooms: string[] }[]> {
  const people = await signInPeople(samovar, rooms * members);
  const everybody = [];
  for (let room = 0; room < rooms; room++) {
    const own = people.slice(room * members, (room + 1) * members);
    const address = `${word} room ${room + 1}`;
    await addRooms(samovar, [address], areMembers ? own : []);
    everybody.push(...own.map(({ cookie }) => ({ cookie, rooms: [address] })));
  }
  return everybody;
}

/** What autovacuum does within a minute after so many have come. Messages are left to it. */
export async function analysePeople(samovar: Samovar): Promise<void> {
  await samovar.sql('analyze users, sessions, rooms, memberships');
}

/** The id of a session's row; see src/server/auth/sessions/session.store.ts. */
const rowIdOf = (sessionId: string) => createHash('sha256').update(sessionId).digest('hex');

/** The cookie as express-session signs it. */
function cookieOf(sessionId: string, secret: string): string {
  const signature = createHmac('sha256', secret).update(sessionId).digest('base64').replace(/=+$/, '');
  return `samovar.sid=${encodeURIComponent(`s:${sessionId}.${signature}`)}`;
}
