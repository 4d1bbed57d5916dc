/** Where messages are: by room, the seqs. */
export function seqsByRoom(places: { room_id: number; seq: number }[]): Map<number, Set<number>> {
  const byRoom = Map.groupBy(places, ({ room_id }) => room_id);
  return new Map([...byRoom].map(([roomId, some]) => [roomId, new Set(some.map(({ seq }) => seq))]));
}
