/** What to ask where nothing was asked yet, and what to try where nothing was found. */
import { searchListPath } from '../../../../shared/paths.js';
import { inQuery, type InBox } from '../../../../shared/rules/search-form.js';
import { filterText } from '../../../../shared/rules/search-query.js';
import type { Standing } from '../../../rooms/standing.row.js';

export interface Hint {
  q: string;
  href: string;
  /** A text of the locales. */
  about: string;
}

const hint = (q: string, about: string): Hint => ({ q, href: searchListPath(q), about });

/** A room of theirs stands in one of them, as it is easier to see what is meant. */
export function examples(own: Standing[]): Hint[] {
  const room = own.find(({ room: { access } }) => access !== 'direct')?.room.address;
  return [
    hint('to:me', 'What was said to you'),
    hint('from:me has:link', 'Links that you sent'),
    ...(room ? [hint(`${filterText('in', room)} has:picture`, 'Pictures of one room')] : []),
    hint('has:file after:2026', 'Files since a day, a month or a year'),
    hint('"good morning"', 'Words next to each other, in this order'),
    hint('tea -coffee', 'One word, and not the other'),
    hint('is:saved', 'What you saved'),
  ];
}

/** The same with less asked. */
export function instead(box: InBox): Hint[] {
  const without = box.pills.map((pill) => ({
    pills: box.pills.filter((other) => other !== pill),
    text: box.text,
  }));
  const unquoted = box.text
    .replaceAll('"', '')
    .replace(/(^|\s)-\S+/g, '$1')
    .trim();
  const looser = unquoted === box.text ? [] : [{ pills: box.pills, text: unquoted }];
  return [...without, ...looser]
    .map(inQuery)
    .filter(Boolean)
    .slice(0, 5)
    .map((q) => hint(q, ''));
}
