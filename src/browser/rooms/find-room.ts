import type { RoomView } from '../../shared/rooms.js';

/** A room, whatever its address is by now; undefined where there is none for the reader. Rejects without an answer. */
export async function findRoom(roomId: number): Promise<RoomView | undefined> {
  const response = await fetch(`/api/rooms/${roomId}`);
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`answered ${response.status}`);
  return (await response.json()) as RoomView;
}
