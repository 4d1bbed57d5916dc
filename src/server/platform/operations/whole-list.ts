import { pageOf } from '../postgres/page.js';

interface Wanted {
  after?: number;
  before?: number;
  limit: number;
}

/** A page of a list that is short enough to be read whole: in the order of ids, or with `before` the other way round. */
export function pageOfWhole<Item extends { id: number }>(
  items: Item[],
  { after = 0, before = Infinity, limit }: Wanted,
): { page: Item[]; next: number | null } {
  return pageOf(
    items.filter(({ id }) => id > after && id < before),
    limit,
  );
}
