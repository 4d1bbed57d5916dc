/** What to ask where nothing was asked yet, and what to try where nothing was found. */
import { searchListPath } from '../../../../shared/paths.js';
import { inQuery, type InBox } from '../../../../shared/rules/search-form.js';
import { filterText } from '../../../../shared/rules/search-query.js';
import type { SearchWords } from '../../../../shared/room-page.js';
import type { FilterKey } from '../../../../shared/rules/search-filters.js';
import { filledText } from '../../../platform/languages/i18n.js';
import type { Standing } from '../../../rooms/standing.row.js';

export interface Hint {
  q: string;
  href: string;
  /** A text of the locales. */
  about: string;
}

const hint = (q: string, about: string): Hint => ({ q, href: searchListPath(q), about });

/** In the words of their language; a room of theirs stands in one of them, as it is easier to see what is meant. */
export function examples(own: Standing[], words: SearchWords, language: string): Hint[] {
  const room = own.find(({ room: { access } }) => access !== 'direct')?.room.address;
  const filter = (key: FilterKey, value: string) => {
    const word = filterText(key, words.values[key]?.[value] ?? value);
    return word.replace(`${key}:`, words.keys.find((known) => known.key === key)?.name ?? `${key}:`);
  };
  const say = (text: string) => filledText(language, text, {});
  return [
    hint(filter('to', 'me'), 'What was said to you'),
    hint(`${filter('from', 'me')} ${filter('has', 'link')}`, 'Links that you sent'),
    ...(room ? [hint(`${filter('in', room)} ${filter('has', 'picture')}`, 'Pictures of one room')] : []),
    hint(`${filter('has', 'file')} ${filter('after', '2026')}`, 'Files since a day, a month or a year'),
    hint(`"${say('good morning')}"`, 'Words next to each other, in this order'),
    hint(say('tea -coffee'), 'One word, and not the other'),
    hint(filter('is', 'saved'), 'What you saved'),
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
