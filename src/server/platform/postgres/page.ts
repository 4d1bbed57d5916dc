/**
 * A page of rows that were asked for with `limit + 1`: whether there is another page shows by the one that does not fit.
 * `next` is the last shown row's id, to go on from; null at the end.
 */
export function pageOf<Row extends { id: number }>(
  rows: Row[],
  limit: number,
): { page: Row[]; next: number | null } {
  const page = rows.slice(0, limit);
  return { page, next: rows.length > limit ? page.at(-1)!.id : null };
}
