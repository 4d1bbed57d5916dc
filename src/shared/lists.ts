/** Lists that are read in parts, and what they may be searched for. */
import { z } from 'zod';
import { id, idView } from './ids.js';
import { limits } from './limits.js';
import { plainText } from './text.js';

const whole = 'The limit must be a whole number.';

/** Entries on a page; `what` they are, for the refusal: `message`, `entry`. */
export const pageLimit = (one: string, many: string) =>
  z
    .int(whole)
    .min(1, one)
    .max(limits.historyPageMax, many)
    .default(limits.historyPage)
    .describe('entries on a page');

const limit = pageLimit('Ask for at least one entry.', 'Ask for at most {{maximum}} entries.');

/** Lists that begin with the oldest, and those that begin with the newest. */
export const forwards = { after: id.optional().describe('ids after this one'), limit };
export const backwards = { before: id.optional().describe('ids before this one'), limit };

export const oldestFirst = z.object(forwards);
export const newestFirst = z.object(backwards);

/** Part of a name or a text that is looked for. */
export const searchText = plainText(
  100,
  'This is too long to search for: at most {{maximum}} characters.',
).optional();

/** `next` of every list but those that are not in the order of ids. */
export const next = idView.nullable().describe('where to continue from; null at the end');

/** An id, or what orders the list before it: `rank.id`. */
const place = /^(\d{1,9}\.)?\d{1,16}$/;

export const placeOf = ({ rank, id }: { rank: number; id: number }): string => `${rank}.${id}`;

/** Without a rank where the place is an id alone. */
export function readPlace(text: string): { rank: number | undefined; id: number } {
  const [id = 0, rank] = text.split('.').map(Number).reverse();
  return { rank, id };
}

/** `next` of a list that is not in the order of ids, and `after` of its next page. */
export const nextPlace = z
  .string()
  .regex(place)
  .nullable()
  .describe('where to continue from; null at the end');
export const afterPlace = z
  .string()
  .regex(place, 'Give next of the page before.')
  .optional()
  .describe('next of the page before');

export const list = <Name extends string, Item extends z.ZodType>(name: Name, item: Item) =>
  z.object({ [name]: z.array(item), next } as Record<Name, z.ZodArray<Item>> & { next: typeof next });
