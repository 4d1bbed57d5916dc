import { LRUCache } from 'lru-cache';

/** A list that is rendered once for all who see it. */
export interface KeptList {
  /** While this very object is given, what was rendered is right. Without one the list is rendered anew. */
  of?: object | undefined;
  /** Names what shows beside that, but for the language. Of each name the latest is kept. */
  keptAs: string;
  /** The partial's models; asked for when they have to be rendered. */
  items: () => ListItem[];
  /** What this reader sees between the items. */
  between?: { partial: string; place: number; shows?: object } | undefined;
}

export interface ListItem {
  shows: object;
  /** Before an item with a place something may stand. */
  place?: number;
}

/** A list as bytes; `places` says where in them its items with a place begin. */
export interface RenderedList {
  bytes: Buffer;
  places: Map<number, number>;
}

interface Entry {
  of: WeakRef<object>;
  list: RenderedList;
}

/** Bytes that a place takes in memory, and an entry beside its html. */
const overhead = { place: 40, entry: 500 };

/** Rendered lists, each kept for as long as it is made of the same object; bounded by their bytes. What was asked for last stays. */
export class KeptLists {
  private readonly cache: LRUCache<string, Entry>;
  /** How often something was rendered. */
  rendered = 0;

  /** Keeps up to `limit` bytes. */
  constructor(limit: number) {
    this.cache = new LRUCache({
      maxSize: limit,
      sizeCalculation: ({ list: { bytes, places } }, key) =>
        key.length + bytes.length + places.size * overhead.place + overhead.entry,
    });
  }

  /** The list of a name, made of `of`. */
  get(name: string, of: object | undefined, render: () => RenderedList): RenderedList {
    const known = of && this.cache.get(name);
    if (known && known.of.deref() === of) return known.list;
    this.rendered++;
    const list = render();
    if (of) this.cache.set(name, { of: new WeakRef(of), list });
    return list;
  }

  get kept(): number {
    return this.cache.size;
  }
}

/** The html of these pieces one after the other. */
export function joined(items: ListItem[], render: (shows: object) => string): RenderedList {
  const places = new Map<number, number>();
  const pieces: Buffer[] = [];
  let length = 0;
  for (const { shows, place } of items) {
    if (place !== undefined) places.set(place, length);
    const piece = Buffer.from(render(shows));
    length += piece.length;
    pieces.push(piece);
  }
  return { bytes: Buffer.concat(pieces), places };
}
