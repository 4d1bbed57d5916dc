/** Whether a message says what a query asks for, and where. What it says decides; an index only proposes. */
import type { SearchQuery, Term } from '../../../shared/rules/search-query.js';
import type { Mark } from '../../../shared/search.js';
import { placesOf } from './folded.js';
import { Haystack, type Span } from './haystack.js';
import { divider } from './letters.js';
import { type Key, type Needle, needleOf } from './needles.js';
import { isPunctuation } from './sentences.js';

/** What was found in a text, in its order; null where it is not what was asked for. `beside` are names of files and the like. */
export type Matcher = (text: string, beside?: readonly string[]) => Mark[] | null;

export type Words = Pick<SearchQuery, 'words' | 'without'>;

export function matcherOf(query: Words): Matcher {
  const wanted = needlesOf(query.words);
  const unwanted = needlesOf(query.without);
  return (text, beside = []) => {
    const said = beside.length === 0 ? text : [text, ...beside].join(`\n${divider}\n`);
    const hay = new Haystack(said);
    const found: Span[] = [];
    for (const needle of wanted) {
      const spans = hay.find(needle);
      if (spans.length === 0) return null;
      for (const span of spans) found.push(span);
    }
    if (unwanted.some((needle) => hay.find(needle, true).length > 0)) return null;
    return marksOf(found, said, text);
  };
}

/**
 * What an index looks up for the words of a query: of each list one key at least is there in whatever the matcher finds. Empty
 * where no word of it can be looked up.
 */
export const candidatesOf = ({ words }: Pick<SearchQuery, 'words'>): Key[][] =>
  needlesOf(words).flatMap(({ keys }) => keys);

/** Somebody may say one word a thousand times. */
function needlesOf(terms: Term[]): Needle[] {
  const said = terms.filter(({ kind, text }) => kind === 'phrase' || !isPunctuation(text));
  const different = new Map(
    (said.length > 0 ? said : terms).map((term) => [`${term.kind} ${term.text}`, term]),
  );
  return [...different.values()].map(needleOf).filter((needle) => needle !== null);
}

const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** On whole characters of the text as it was written; those of texts beside it are left out. */
function marksOf(spans: Span[], said: string, text: string): Mark[] {
  const places = spans.length > 0 ? placesOf(said) : null;
  const seen = places && clusters.segment(said);
  const marks: Mark[] = [];
  for (const [from, until] of spans.sort((one, other) => one[0] - other[0])) {
    const mark: Mark = places ? whole(places[2 * from]!, places[2 * until - 1]!, seen!) : [from, until];
    const last = marks.at(-1);
    if (mark[0] >= text.length) break;
    if (last && mark[0] <= last[1]) last[1] = Math.max(last[1], mark[1]);
    else marks.push(mark);
  }
  return marks;
}

function whole(start: number, end: number, seen: Intl.Segments): Mark {
  const last = seen.containing(end - 1)!;
  return [seen.containing(start)!.index, last.index + last.segment.length];
}
