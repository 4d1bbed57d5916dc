/**
 * The reckoning of the bar that spans a room. Seqs have no holes, so place and number are one: message n reaches from place n - 1
 * to place n, and a part of a message is a part of that. Nothing here grows with the room.
 */

/** What is in view, in places. */
export interface Span {
  from: number;
  to: number;
}

export interface Thumb {
  top: number;
  height: number;
}

/** Of a room with so many messages, on a bar of so many pixels, whose thumb has at least so many. */
export interface Scale {
  count: number;
  length: number;
  least: number;
}

/** Says where in the room the view is, and how much of it is in view. */
export function thumbOf(view: Span, scale: Scale): Thumb {
  const height = heightOf(view.to - view.from, scale);
  return { top: topOf(view, scale), height };
}

/** Where the thumb begins when the view begins at a place. With a least height the way it can go is shorter than the bar. */
export function topOf({ from, to }: Span, scale: Scale): number {
  const way = scale.length - heightOf(to - from, scale);
  const places = scale.count - (to - from);
  return places <= 0 ? 0 : clamp((way * from) / places, way);
}

/** The place at which the view begins when the thumb begins there; `span`: how many messages are in view. */
export function placeAt(top: number, span: number, scale: Scale): number {
  const way = scale.length - heightOf(span, scale);
  const places = Math.max(scale.count - span, 0);
  return way <= 0 ? 0 : (clamp(top, way) / way) * places;
}

/** The message at a place. */
export const seqAt = (place: number, count: number): number =>
  Math.min(Math.max(Math.floor(place) + 1, 1), count);

const heightOf = (span: number, { count, length, least }: Scale): number =>
  clamp(Math.max((length * span) / Math.max(count, 1), least), length);

const clamp = (value: number, most: number): number => Math.min(Math.max(value, 0), most);
