/** Lists of the search that were left, and where in them the reader was: whoever comes back finds them so. */

export interface PlaceInList {
  /** Pages that were shown. */
  pages: number;
  scrollTop: number;
  /** The message that was opened. */
  hit: string | undefined;
}

const most = 20;

const places = new Map<string, PlaceInList>();

export function keepPlace(href: string, place: PlaceInList): void {
  places.delete(href);
  places.set(href, place);
  for (const oldest of [...places.keys()].slice(0, Math.max(0, places.size - most))) places.delete(oldest);
}

/** Once: whoever asks the same again later begins at the top. */
export function takePlace(href: string): PlaceInList | undefined {
  const place = places.get(href);
  places.delete(href);
  return place;
}
