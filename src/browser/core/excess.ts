/** What goes where more is kept than may be: of each room the oldest, and first of those that were not opened for longest. */

export interface KeptCount {
  roomId: number;
  count: number;
  /** Milliseconds. */
  openedAt: number;
}

export interface Most {
  inRoom: number;
  ofAll: number;
}

/** Room → how many of its oldest messages go. */
export function excessOf(rooms: KeptCount[], most: Most): Map<number, number> {
  const gone = new Map<number, number>();
  let tooMany = rooms.reduce((sum, { count }) => sum + Math.min(count, most.inRoom), 0) - most.ofAll;
  for (const { roomId, count } of rooms.toSorted((a, b) => a.openedAt - b.openedAt)) {
    const left = Math.min(count, most.inRoom);
    const less = Math.min(left, Math.max(tooMany, 0));
    tooMany -= less;
    if (count - left + less > 0) gone.set(roomId, count - left + less);
  }
  return gone;
}
