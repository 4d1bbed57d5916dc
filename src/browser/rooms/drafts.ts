/** Rooms in which the reader has begun to write. */

/** As composer/ keeps them: `samovar.draft.<person>.<room>`, in a thread of it more, and with `.files` behind it what is attached. */
export function draftRooms(): Set<number> {
  const begin = `samovar.draft.${document.body.dataset.me}.`;
  const keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index)!);
  const places = keys.filter((key) => key.startsWith(begin)).map((key) => key.slice(begin.length));
  return new Set(places.map((place) => Number(/^(\d+)(\.thread\.\d+)?(\.files)?$/.exec(place)?.[1])));
}
