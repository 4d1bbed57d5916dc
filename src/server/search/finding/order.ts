/** The order of what is found: the newest first. In a room that of its seqs, as times follow them; across rooms by time. */

/** Later ones come first. */
export interface Rank {
  time: number;
  roomId: number;
  seq: number;
}

/** Positive where the first one comes before the other. */
export const compare = (one: Rank, other: Rank): number =>
  one.time - other.time || one.roomId - other.roomId || one.seq - other.seq;

/** Right before it, so that it comes after this. */
export const justBefore = ({ seq, ...rank }: Rank): Rank => ({ ...rank, seq: seq + 1 });

/** A place in the order as one word, to go on from. */
export const cursorOf = ({ time, roomId, seq }: Rank): string =>
  [time, roomId, seq].map((number) => number.toString(36)).join('_');

const cursor = /^([0-9a-z]{1,11})_([0-9a-z]{1,11})_([0-9a-z]{1,11})$/;

/** Null for what leads nowhere. */
export function readCursor(text: string): Rank | null {
  const match = cursor.exec(text);
  if (!match) return null;
  const [time, roomId, seq] = match.slice(1).map((digits) => parseInt(digits, 36));
  return { time: time!, roomId: roomId!, seq: seq! };
}
