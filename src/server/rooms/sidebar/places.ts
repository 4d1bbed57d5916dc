/** Where a room comes to stand among others that are sorted by hand. */
import type { PlacedRow } from './sidebars.repository.js';

type Placed = Pick<PlacedRow, 'room_id' | 'name' | 'place'>;

const names = new Intl.Collator(undefined, { numeric: true });

/** Those that nobody has placed stand after the others, by name. */
export const byHand = (one: Placed, other: Placed): number =>
  (one.place ?? Infinity) - (other.place ?? Infinity) || names.compare(one.name, other.name) || 0;

/** Closer than this, places are as good as one. */
const narrow = 1e-6;

/**
 * The places that have to be written so that `room` stands after another one of `others` (null: first), who stand in their order.
 * Mostly it is one: between its neighbours. Where these have none, or stand too close, all get a whole number.
 */
export function placesFor(room: number, others: Placed[], after: number | null): Map<number, number> {
  const index = after === null ? 0 : others.findIndex(({ room_id }) => room_id === after) + 1;
  const before = others[index - 1];
  const next = others[index];
  const from = before ? before.place : next?.place != null ? next.place - 2 : 0;
  const to = next ? next.place : from === null ? null : from + 2;
  if (from !== null && to !== null && to - from > narrow) return new Map([[room, (from + to) / 2]]);
  const ids = others.map(({ room_id }) => room_id).toSpliced(index, 0, room);
  return new Map(ids.map((id, place) => [id, place]));
}
