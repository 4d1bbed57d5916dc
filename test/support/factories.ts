/** People and rooms put straight into the database, for tests that are not about making them. */
import { randomUUID } from 'node:crypto';
import { canonicalKey } from '../../src/shared/rules/canonical-key.js';
import type { Access, Posting } from '../../src/shared/rooms.js';
import type { Role } from '../../src/shared/people.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import type { Draft } from '../../src/server/messages/log/draft.js';
import type { TestDatabase } from './database.js';

export async function addUser(
  database: TestDatabase,
  username: string,
  role: Role = 'member',
): Promise<SignedInUser> {
  await makeWay(database, 'users', 'username', username);
  const [row] = await database.query<{ id: string }>(
    `insert into users (username, username_key, password_hash, role) values ($1, $2, 'nobody signs in with this', $3)
     returning id`,
    [username, canonicalKey(username), role],
  );
  return { id: Number(row!.id), username, role };
}

export async function addRoom(
  database: TestDatabase,
  name: string,
  { access = 'public', posting = 'everyone', topic = '', members = [], keepers = [] }: RoomShape = {},
): Promise<number> {
  await makeWay(database, 'rooms', 'name', name);
  const [row] = await database.query<{ id: string }>(
    'insert into rooms (name, name_key, access, posting, topic) values ($1, $2, $3, $4, $5) returning id',
    [name, canonicalKey(name), access, posting, topic],
  );
  const roomId = Number(row!.id);
  const isKeeper = (id: number) => keepers.some((keeper) => keeper.id === id);
  for (const { id } of [...members, ...keepers])
    await database.query(
      'insert into memberships (room_id, user_id, keeper) values ($1, $2, $3) on conflict do nothing',
      [roomId, id, isKeeper(id)],
    );
  return roomId;
}

/** Renames what has the name already: a test that is tried again begins anew, not with what its first try has left. */
async function makeWay(
  database: TestDatabase,
  table: 'rooms' | 'users',
  column: 'name' | 'username',
  name: string,
): Promise<void> {
  await database.query(
    `update ${table} set ${column} = 'before ' || id, ${column}_key = 'before ' || id where ${column}_key = $1`,
    [canonicalKey(name)],
  );
}

interface RoomShape {
  access?: Access;
  posting?: Posting;
  topic?: string;
  members?: { id: number }[];
  keepers?: { id: number }[];
}

export function draft(
  roomId: number,
  authorId: number,
  text: string,
  clientId: string = randomUUID(),
): Draft {
  return { roomId, authorId, clientId, kind: 'text', text, html: null, replyTo: null, called: null };
}

/** Fills a room by SQL with messages 1..count of one author. */
export async function fillRoom(
  database: TestDatabase,
  roomId: number,
  authorId: number,
  count: number,
): Promise<void> {
  await database.query(
    `insert into messages (room_id, seq, rev, author_id, client_id, kind, text, created_at)
     select $1, n, n, $2, gen_random_uuid(), 'text', 'message ' || n, now() - make_interval(secs => $3 - n)
     from generate_series(1, $3::int) n`,
    [roomId, authorId, count],
  );
  await database.query('update rooms set last_seq = $2, rev = $2, last_message_at = now() where id = $1', [
    roomId,
    count,
  ]);
}

/** Members of a room by the hundred: `fan1`, `fan2` … */
export async function addCrowd(
  database: TestDatabase,
  roomId: number,
  name: string,
  count: number,
): Promise<void> {
  await database.query(
    `with crowd as (
       insert into users (username, username_key, password_hash)
       select $2 || n, $2 || n, 'nobody signs in with this' from generate_series(1, $3::int) n returning id
     )
     insert into memberships (room_id, user_id) select $1, id from crowd`,
    [roomId, name, count],
  );
}
