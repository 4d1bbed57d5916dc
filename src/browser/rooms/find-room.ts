import type { RoomView } from '../../shared/rooms.js';

/** A room, whatever its address is by now; undefined where there is none for the reader. Rejects without an answer. */
export async function findRoom(roomId: number): Promise<RoomView | undefined> {
  const response = await fetch(`/api/rooms/${roomId}`);
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`answered ${response.status}`);
  return (await response.json()) as RoomView;
}

/** Those that are not the reader's any more, as far as the server says so. */
export async function lostOf<Room extends { id: number }>(rooms: Room[]): Promise<Room[]> {
  const lost: Room[] = [];
  for (const room of rooms) {
    const found = await findRoom(room.id).catch(() => null);
    if (found === undefined) lost.push(room);
  }
  return lost;
}
