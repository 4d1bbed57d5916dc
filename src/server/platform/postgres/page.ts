/** Bytes of the rows on a page, about those of the answer that is made of them: 1 MB at most, whatever people wrote. */
const largest = 900_000;

/**
 * A page of rows that were asked for with `limit + 1`: whether there is another page shows by the one that does not fit.
 * Rows that are large together make it shorter; one is always there. `next` is the last shown row's id, to go on from; null
 * at the end.
 */
export function pageOf<Row extends { id: number }>(
  rows: Row[],
  limit: number,
): { page: Row[]; next: number | null } {
  const page = asManyAsFit(rows.slice(0, limit));
  return { page, next: rows.length > page.length ? page.at(-1)!.id : null };
}

function asManyAsFit<Row>(rows: Row[]): Row[] {
  let bytes = 0;
  const tooMany = rows.findIndex((row, place) => {
    bytes += Buffer.byteLength(JSON.stringify(row));
    return bytes > largest && place > 0;
  });
  return tooMany < 0 ? rows : rows.slice(0, tooMany);
}
