/** A room of the attackers' own, beside those of the crowd. */
import { randomBytes } from 'node:crypto';
import type { Persona } from '../persona.js';
import type { World } from '../world.js';

export interface Playroom {
  id: number;
  address: string;
}

export async function playroom(world: World, members: Persona[], access = 'private'): Promise<Playroom> {
  const address = `playroom ${randomBytes(4).toString('hex')}`;
  const [row] = await world.query<{ id: string }>(
    'insert into rooms (name, name_key, access) values ($1, $1, $2) returning id',
    [address, access],
  );
  await world.query(
    'insert into memberships (room_id, user_id) select $1, person from unnest($2::bigint[]) person',
    [row!.id, members.map(({ id }) => id)],
  );
  return { id: Number(row!.id), address };
}

/** Fills it with messages as large as they may be, each some 50 kB in JSON: control characters are written out. */
export async function fillWithLargest(
  world: World,
  { id }: Playroom,
  author: Persona,
  count: number,
): Promise<void> {
  await world.query(
    `insert into messages (room_id, seq, rev, author_id, client_id, kind, text, html, created_at)
     select $1, n, n, $2, gen_random_uuid(), 'text', repeat(chr(1), 4000), '<p>' || repeat(chr(1), 4000) || '</p>', now()
     from generate_series(1, $3::int) n`,
    [id, author.id, count],
  );
  await world.query('update rooms set last_seq = $2, rev = $2 where id = $1', [id, count]);
}

/** Asks the API as somebody. */
export async function ask(
  url: string,
  persona: Persona,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(url + path, {
    method,
    headers: { ...Object.fromEntries(persona.headers), 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text ? JSON.parse(text) : {}) as Record<string, unknown> };
}
