/** The fields beside the box: each shows a filter of the query, and what is chosen there becomes a word of it. */
import { z } from 'zod';
import { inBox, inQuery, type Pill } from '../../../../shared/rules/search-form.js';
import { hasValueOf, isValueOf } from '../../../../shared/rules/search-filters.js';
import { filterText } from '../../../../shared/rules/search-query.js';

const fields = ['from', 'in', 'after', 'before', 'has', 'is'] as const;
type Field = (typeof fields)[number];

const isDay = (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value);

/** Whether a field can show it; what none can stays a pill that only its cross takes away. */
const canShow: Record<Field, (value: string) => boolean> = {
  from: () => true,
  in: () => true,
  after: isDay,
  before: isDay,
  has: (value) => hasValueOf(value) !== undefined,
  is: (value) => isValueOf(value) !== undefined,
};

const shownIn = (pills: Pill[], field: Field): Pill | undefined =>
  pills.find(({ key, value, not }) => key === field && !not && canShow[field](value));

/** What the fields show of a query. */
export function fieldsOf(pills: Pill[]): Partial<Record<Field, string>> {
  const shown = fields.flatMap((field) => {
    const pill = shownIn(pills, field);
    return pill ? [[field, inField(field, pill.value)]] : [];
  });
  return Object.fromEntries(shown) as Partial<Record<Field, string>>;
}

/** However it was written: a list has one word for it. */
const inField = (field: Field, value: string): string =>
  (field === 'has' ? hasValueOf(value) : field === 'is' ? isValueOf(value) : undefined) ?? value;

const text = z.string().catch('');
const field = z.string().trim().max(200).optional().catch(undefined);

/** As the form sends it: the text, the pills that stood in the box, and the fields. */
export const formSent = z.object({
  q: text,
  filter: z.union([z.array(z.string().max(1_000)).max(50), z.string().transform((one) => [one])]).catch([]),
  from: field,
  in: field,
  after: field,
  before: field,
  has: field,
  is: field,
});

/** The one query that all of it means; the same where only the text was given. */
export function queryOf({ q, filter, ...chosen }: z.output<typeof formSent>): string {
  let { pills } = inBox(filter.join(' '));
  for (const field of fields) pills = withField(pills, field, chosen[field]);
  return inQuery({ pills, text: q.trim() });
}

/** A field that says what it said before changes nothing; what is chosen takes the place of what stood there. */
function withField(pills: Pill[], field: Field, value: string | undefined): Pill[] {
  const before = shownIn(pills, field);
  if (value === undefined || value === (before ? inField(field, before.value) : '')) return pills;
  const chosen: Pill = { key: field, value, not: false, word: filterText(field, value) };
  const others = pills.filter((pill) => pill !== before);
  return value === '' ? others : [...others, chosen];
}
