/** Rooms in which the reader has begun to write. */

/** As composer/ keeps them: `samovar.draft.<person>.<room>`. */
export function draftRooms(): Set<number> {
  const begin = `samovar.draft.${document.body.dataset.me}.`;
  const keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index)!);
  return new Set(keys.filter((key) => key.startsWith(begin)).map((key) => Number(key.slice(begin.length))));
}
