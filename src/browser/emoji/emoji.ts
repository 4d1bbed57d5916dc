/** The emojis with their names in the reader's language; fetched when somebody first looks for one. */
import english from '../../../views/emoji/en.tsv';
import russian from '../../../views/emoji/ru.tsv';

export interface Emoji {
  /** As in the Unicode charts: 0 smileys, 1 people, 3 nature, 4 food, 5 travel, 6 activities, 7 objects, 8 symbols, 9 flags. */
  group: number;
  emoji: string;
  name: string;
  /** Short and English, as in `:tada:`. */
  code: string;
  words: string;
}

/** Addresses of the lists; each holds the hash of its content. */
const lists: Record<string, string> = { en: english, ru: russian };

let loaded: Promise<Emoji[]> | undefined;

/** Rejects without a connection; the next call tries again. */
export function loadEmojis(language = document.documentElement.lang): Promise<Emoji[]> {
  loaded ??= fetchLists(lists[language] ?? english);
  loaded.catch(() => (loaded = undefined));
  return loaded;
}

/** Those whose name, short name or words begin with every word of the query; what is called just so comes first. */
export function searchEmojis(emojis: Emoji[], query: string): Emoji[] {
  const wanted = folded(query).replace(/[:_]/g, ' ').split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return emojis;
  const begins = (text: string) => {
    const words = folded(text).split(/[\s_-]+/);
    return wanted.every((part) => words.some((word) => word.startsWith(part)));
  };
  const called = wanted.join(' ');
  const rank = ({ name, code, words }: Emoji) => {
    if ([folded(name), code.replaceAll('_', ' ')].includes(called)) return 0;
    if (begins(`${name} ${code}`)) return 1;
    return begins(words) ? 2 : 3;
  };
  return emojis
    .map((emoji) => ({ emoji, rank: rank(emoji) }))
    .filter(({ rank }) => rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ emoji }) => emoji);
}

const folded = (text: string) => text.toLowerCase().replaceAll('ё', 'е');

/** Whoever reads in another language finds by the English words, too: many know an emoji by those. */
async function fetchLists(own: string): Promise<Emoji[]> {
  if (own === english) return fetchList(english);
  const [list, inEnglish] = await Promise.all([fetchList(own), fetchList(english)]);
  const further = new Map(inEnglish.map(({ emoji, name, words }) => [emoji, `${name} ${words}`]));
  return list.map((entry) => ({ ...entry, words: `${entry.words} ${further.get(entry.emoji) ?? ''}` }));
}

async function fetchList(address: string): Promise<Emoji[]> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(String(response.status));
  return (await response.text()).trim().split('\n').map(emojiOf);
}

function emojiOf(line: string): Emoji {
  const [group, emoji, name, code, words] = line.split('\t') as [string, string, string, string, string];
  return { group: Number(group), emoji, name, code, words };
}
