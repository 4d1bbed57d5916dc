/** Rooms in which the reader has begun to write. */
import { keysWith } from '../core/store.js';

/** As composer/ keeps them: `samovar.draft.<person>.<room>`, in a thread of it more, and with `.files` behind it what is attached. */
export function draftRooms(): Set<number> {
  const begin = `samovar.draft.${document.body.dataset.me}.`;
  const places = keysWith(localStorage, begin).map((key) => key.slice(begin.length));
  return new Set(places.map((place) => Number(/^(\d+)(\.thread\.\d+)?(\.files)?$/.exec(place)?.[1])));
}
