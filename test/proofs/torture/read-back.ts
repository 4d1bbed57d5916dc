/** Reads back what is stored, and what clients and server say at rest. */
import type { PresenceAtRest, Stored, StoredCall, StoredRoom, UnreadAtRest } from './checker/history.js';
import type { Crowd } from './crowd.js';
import type { Recorder } from './recorder.js';
import type { World } from './world.js';

export async function readBack(
  world: World,
  crowd: Crowd,
): Promise<{ stored: Stored[]; rooms: StoredRoom[] }> {
  const ids = crowd.rooms.map(({ id }) => id);
  const rows = await world.query<
    Record<'id' | 'room_id' | 'seq' | 'rev' | 'author_id' | 'client_id', string> & {
      text: string | null;
      created_at: Date;
    }
  >(
    'select id, room_id, seq, rev, author_id, client_id, text, created_at from messages where room_id = any($1::bigint[]) order by room_id, seq, id',
    [ids],
  );
  const rooms = await world.query<Record<'id' | 'last_seq' | 'rev', string>>(
    'select id, last_seq, rev from rooms where id = any($1::bigint[])',
    [ids],
  );
  return {
    stored: rows.map((row) => ({
      id: Number(row.id),
      roomId: Number(row.room_id),
      seq: Number(row.seq),
      rev: Number(row.rev),
      authorId: Number(row.author_id),
      clientId: row.client_id,
      text: row.text,
      createdAt: row.created_at.getTime(),
    })),
    rooms: rooms.map((row) => ({ id: Number(row.id), lastSeq: Number(row.last_seq), rev: Number(row.rev) })),
  };
}

/** Whether activity has come to the end of each room's log. */
export async function isEverybodyTold(world: World, crowd: Crowd): Promise<boolean> {
  const [behind] = await world.query(
    `select from rooms r where r.id = any($1::bigint[]) and r.rev >
       coalesce((select rev from cursors c where c.subscriber = 'activity' and c.room_id = r.id), 0) limit 1`,
    [crowd.rooms.map(({ id }) => id)],
  );
  return behind === undefined;
}

export async function callsOf(world: World, crowd: Crowd): Promise<StoredCall[]> {
  const rows = await world.query<Record<'user_id' | 'message_id', string>>(
    "select user_id, message_id from activity where kind = 'mention' and room_id = any($1::bigint[])",
    [crowd.rooms.map(({ id }) => id)],
  );
  return rows.map((row) => ({ userId: Number(row.user_id), messageId: Number(row.message_id) }));
}

/** Who each tab shows as online, and who is. */
export function presenceOf(crowd: Crowd): PresenceAtRest[] {
  const online = new Map(crowd.rooms.map(({ id }) => [id, new Set<number>()]));
  for (const { place } of [...crowd.members, ...crowd.naive]) online.get(place.roomId)!.add(place.userId);
  return crowd.members.map(({ name, place, people }) => ({
    tab: name,
    roomId: place.roomId,
    expected: [...online.get(place.roomId)!],
    shown: [...people],
  }));
}

/** What the server says of each tab's room to its reader. Call it when nothing is written any more. */
export async function unreadOf(crowd: Crowd, recorder: Recorder): Promise<UnreadAtRest[]> {
  const asked = crowd.members.map(async (tab): Promise<UnreadAtRest[]> => {
    const { userId, roomId } = tab.place;
    const mark = () => recorder.marks.get(`${userId} ${roomId}`) ?? { acknowledged: 0, asked: 0 };
    // As of before the question: a mark that waited on the server may be acknowledged while the answer is on its way.
    const { acknowledged: marked } = mark();
    const answer = await tab.ask('join', { room: tab.place.address, rev: tab.log.rev });
    if (!answer.ok) return [];
    const { lastReadSeq, unread } = answer.value.me;
    return [{ tab: tab.name, userId, roomId, marked, asked: mark().asked, lastReadSeq, unread }];
  });
  return (await Promise.all(asked.map((one) => one.catch(() => [])))).flat();
}
