/** What is asked for, as the index and the messages are asked for it. */
import type { SearchQuery } from '../../../shared/rules/search-query.js';
import type { Mark } from '../../../shared/search.js';
import { isCut, type Lookup, lookupOf, lookupOfAttribute } from '../index/keys.js';
import { attributesOf, besideText, type SearchedRow } from '../searched.row.js';
import { candidatesOf, type Matcher, matcherOf } from '../words/matcher.js';
import { needleOf } from '../words/needles.js';
import type { AttributeCondition, Conditions, Span } from './conditions.js';

/** A room of the reader's, as the snapshot has it. */
export interface OwnRoom {
  id: number;
  access: string;
  rev: number;
  last_seq: number;
  /** Up to which rev it is in the index. */
  indexed: number;
  /** Milliseconds since 1970: none of its messages is newer. */
  last_at: number | null;
  /** Of a conversation of two the name of the other one. */
  name: string;
  address: string;
}

export class Asked {
  /** Of each list one key must be there. */
  readonly words: Lookup[][];
  readonly attributes: (AttributeCondition & { lookups: Lookup[] })[];
  /** All that is looked up, by what chooses its row. */
  readonly hashes: number[];
  /** What the index answers is what the messages answer: nobody need look at them to count them. */
  readonly isExact: boolean;
  /** Its words as they were written, in small letters. */
  readonly spoken: ReadonlySet<string>;
  private readonly matcher: Matcher;

  constructor(
    query: SearchQuery,
    readonly conditions: Conditions,
  ) {
    this.matcher = matcherOf(query);
    this.spoken = new Set(query.words.map(({ text }) => text.toLowerCase()));
    const keys = candidatesOf(query);
    this.words = keys.map((list) => list.map(lookupOf));
    this.attributes = conditions.attributes.map((condition) => ({
      ...condition,
      lookups: [...condition.anyOf, ...(condition.inDirectWithout ? [condition.inDirectWithout] : [])].map(
        lookupOfAttribute,
      ),
    }));
    const lookups = [...this.words.flat(), ...this.attributes.flatMap((each) => each.lookups)];
    this.hashes = [...new Set(lookups.map(({ hash }) => hash))];
    const [from, until] = conditions.within;
    this.isExact =
      query.without.length === 0 &&
      query.words.every((term) => term.kind === 'word' && needleOf(term)?.kind === 'word') &&
      !keys.flat().some(isCut) &&
      from === -Infinity &&
      until === Infinity &&
      conditions.notWithin.length === 0 &&
      conditions.places.length === 0 &&
      // What is gone has neither words nor attributes.
      (this.words.length > 0 || this.attributes.some(({ not }) => !not));
  }

  /** Where what is asked for stands in a message as it is; null where it is not what is asked for. */
  judge(row: SearchedRow, room: OwnRoom): Mark[] | null {
    if (row.text === null || !this.isMetBy(row, room)) return null;
    return this.matcher(row.text, besideText(row));
  }

  private isMetBy(row: SearchedRow, room: OwnRoom): boolean {
    const { within, notWithin, places } = this.conditions;
    if (!isIn(row.time, within) || notWithin.some((span) => isIn(row.time, span))) return false;
    if (places.some(({ places: some, not }) => some.get(row.room_id)?.has(row.seq) === not)) return false;
    if (this.attributes.length === 0) return true;
    const own = new Set(attributesOf(row));
    return this.attributes.every(({ anyOf, not, inDirectWithout }) => {
      const isDirect = inDirectWithout !== undefined && room.access === 'direct';
      const has = anyOf.some((attribute) => own.has(attribute)) || (isDirect && !own.has(inDirectWithout));
      return has !== not;
    });
  }
}

const isIn = (time: number, [from, until]: Span) => time >= from && time < until;
