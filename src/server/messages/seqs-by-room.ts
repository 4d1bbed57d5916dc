/** Where messages are: by room, the seqs. */
import { grouped } from '../platform/work/grouped.js';

export function seqsByRoom(places: { room_id: number; seq: number }[]): Map<number, Set<number>> {
  const byRoom = grouped(places, ({ room_id }) => room_id);
  return new Map([...byRoom].map(([roomId, some]) => [roomId, new Set(some.map(({ seq }) => seq))]));
}
