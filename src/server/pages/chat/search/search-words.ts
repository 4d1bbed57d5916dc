/** What the box and its pills say, in the reader's language: for the templates, and handed to the script with the page. */
import type { SearchWords } from '../../../../shared/room-page.js';
import type { FilterKey } from '../../../../shared/rules/search-filters.js';
import { filledText } from '../../../platform/languages/i18n.js';

/** Key of a filter → how one writes it, and what it asks for. */
const keys: Record<FilterKey, [name: string, hint: string]> = {
  from: ['from:', 'who wrote it'],
  to: ['to:', 'to:me is what was said to you'],
  in: ['in:', 'a room or a conversation'],
  mentions: ['mentions:', 'whom it calls'],
  before: ['before:', 'a day, as 2026-03-01, yesterday or 2025'],
  after: ['after:', 'a day, as 2026-03-01, yesterday or 2025'],
  on: ['on:', 'a day, a month or a year'],
  has: ['has:', 'a link, a file, a picture, code or reactions'],
  is: ['is:', 'pinned, saved or an answer'],
};

const values: Record<string, Record<string, string>> = {
  has: {
    ...{ link: 'link', file: 'file', picture: 'picture', video: 'video', voice: 'voice', code: 'code' },
    reaction: 'reaction',
  },
  is: { pinned: 'pinned', saved: 'saved', answer: 'answer' },
  to: { me: 'me' },
  from: { me: 'me' },
  mentions: { me: 'me' },
};

const days = ['today', 'yesterday', 'last week', 'last month', 'last year'];

const kept = new Map<string, SearchWords>();

export function searchWords(language: string): SearchWords {
  const known = kept.get(language);
  if (known) return known;
  const say = (text: string) => filledText(language, text, {});
  const made: SearchWords = {
    keys: Object.entries(keys).map(([key, [name, hint]]) => ({ key, name: say(name), hint: say(hint) })),
    values: Object.fromEntries(
      Object.entries(values).map(([key, words]) => [
        key,
        Object.fromEntries(Object.entries(words).map(([value, text]) => [value, say(text)])),
      ]),
    ),
    days: days.map((day) => say(day)),
    not: say('not'),
    remove: filledText(language, 'Remove: {{filter}}', { filter: '{{filter}}' }),
  };
  kept.set(language, made);
  return made;
}
