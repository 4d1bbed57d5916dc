/** Finding by the beginnings of words, or by letters in order: `gk` finds Garden Kitchen. */

const folded = (text: string) => text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е');

/** 0 is called so, 1 begins so, 2 a word begins so, 3 all words of the query begin words, 4 letters in order; Infinity: not at all. */
function distance(text: string, query: string): number {
  const name = folded(text);
  if (name === query) return 0;
  if (name.startsWith(query)) return 1;
  const words = name.split(/[\s._-]+/);
  if (words.some((word) => word.startsWith(query))) return 2;
  const parts = query.split(/\s+/).filter(Boolean);
  if (parts.every((part) => words.some((word) => word.startsWith(part)))) return 3;
  let at = -1;
  const isInOrder = [...query].every((letter) => (at = name.indexOf(letter, at + 1)) !== -1);
  return isInOrder ? 4 : Infinity;
}

/** Those that match, the best first; in their own order among equals. Of several texts of one the best counts. */
export function matching<Item>(
  items: Item[],
  query: string,
  textsOf: (item: Item) => string | string[],
): Item[] {
  const wanted = folded(query.trim());
  return items
    .map((item) => ({
      item,
      distance: Math.min(...[textsOf(item)].flat().map((text) => distance(text, wanted))),
    }))
    .filter(({ distance }) => distance < Infinity)
    .sort((a, b) => a.distance - b.distance)
    .map(({ item }) => item);
}
