import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds. */
const slice = 10;

/** Looks at each of many, and lets others have their turn in between: for what somebody waits for, however long it takes. */
export async function inSlices<Item>(
  items: readonly Item[],
  look: (item: Item, place: number) => void,
): Promise<void> {
  let begun = performance.now();
  for (const [place, item] of items.entries()) {
    look(item, place);
    if (performance.now() - begun < slice) continue;
    await nextTurn();
    begun = performance.now();
  }
}
