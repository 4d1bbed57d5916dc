/**
 * A page of rows that were asked for with `limit + 1`: whether there is another page shows by the one that does not fit.
 * `next` is the last shown row's place in the order, to go on from; null at the end.
 */
export function pageOf<Row>(
  rows: Row[],
  limit: number,
  cursorOf: (row: Row) => number,
): { page: Row[]; next: number | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { page, next: rows.length > limit && last ? cursorOf(last) : null };
}
