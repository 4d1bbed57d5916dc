/** What a segment keeps is what was said: found by every part of every word, whatever was put together in whichever order. */
import { describe, expect, test } from '@jest/globals';
import { emptyBitmap, has } from '../../../src/server/search/index/bitmap.js';
import { lookUp } from '../../../src/server/search/index/bucket.js';
import { type Lookup, lookupOf, lookupOfAttribute, rowOf } from '../../../src/server/search/index/keys.js';
import { includePositions } from '../../../src/server/search/index/postings.js';
import {
  type Entry,
  readSegment,
  type Segment,
  segmentOf,
  type StoredSegment,
  together,
  writeSegment,
} from '../../../src/server/search/index/segment.js';
import { Seqs } from '../../../src/server/search/index/seqs.js';
import { Slices } from '../../../src/server/search/index/slices.js';
import { Times } from '../../../src/server/search/index/times.js';
import { type IndexedWord, indexedWords } from '../../../src/server/search/words/indexed-words.js';
import { stemsOf } from '../../../src/server/search/words/stems.js';
import { Random } from '../../proofs/torture/random.js';
import { said } from '../said.js';

const slices = new Slices();

interface Said {
  seq: number;
  text: string;
  attributes?: string[];
}

const entry = ({ seq, text, attributes = [] }: Said): Entry => ({
  seq,
  time: seq * 1_000,
  words: indexedWords(text),
  attributes,
});

const segment = (messages: Said[]) => segmentOf(messages.map(entry), slices);
const stored = async (messages: Said[]) => writeSegment(await segment(messages), slices);

/** The seqs that a stored segment answers. */
function found(kept: StoredSegment, { key, hash, isBeginning }: Lookup): number[] {
  const row = kept.rows[rowOf(hash, kept.bits)]!;
  const bitmap = emptyBitmap(kept.messages);
  lookUp(row, key, isBeginning, (written) => includePositions(bitmap, written));
  return Seqs.read(kept.seqs)
    .all()
    .filter((_, position) => has(bitmap, position));
}

const part = (text: string) => lookupOf({ kind: 'part', text });
const sorted = ({ keys, ...rest }: Segment) => ({ ...rest, keys: [...keys].sort() });

describe('A segment of 1,500 random messages in mixed scripts', () => {
  const random = new Random(7);
  const messages = Array.from({ length: 1_500 }, (_, index): Said => {
    const attributes = index % 17 === 0 ? ['link', `by${index % 5}`] : [`by${index % 5}`];
    return { seq: 10 + index + Math.floor(index / 100), text: said(random), attributes };
  });
  const seqsWith = (is: (message: Said) => boolean) => messages.filter(is).map(({ seq }) => seq);

  test('finds each by every part of its words, and no other', async () => {
    const kept = await stored(messages);
    expect(kept.rows.length).toBeGreaterThan(8);
    const words = messages.map(({ text }) => indexedWords(text));
    for (let turn = 0; turn < 150; turn++) {
      const { text, leastPart } = random.pick(random.pick(words));
      if (leastPart === 0) continue;
      const letters = [...text];
      const start = Math.floor(random.next() * Math.max(1, letters.length - leastPart + 1));
      const some = letters.slice(start, start + leastPart + Math.floor(random.next() * 6)).join('');
      if (some.length < leastPart || some.length > 8) continue;
      const expected = messages.filter((_, index) => words[index]!.some((word) => word.text.includes(some)));
      expect([some, found(kept, part(some))]).toEqual([some, expected.map(({ seq }) => seq)]);
    }
  });

  test('by stems, by words of a letter or two, by emoji, and by what else is known of it', async () => {
    const kept = await stored(messages);
    const hasWord = (is: (word: IndexedWord) => boolean) =>
      seqsWith(({ text }) => indexedWords(text).some(is));
    const stem = stemsOf('releases')[0]!;
    expect(found(kept, lookupOf({ kind: 'stem', text: stem }))).toEqual(
      hasWord((word) => word.stems.includes(stem)),
    );
    for (const whole of ['of', 'на', '🎉'])
      expect(found(kept, lookupOf({ kind: 'word', text: whole }))).toEqual(
        hasWord(({ text }) => text === whole),
      );
    expect(found(kept, lookupOfAttribute('link'))).toEqual(
      seqsWith(({ attributes }) => attributes!.includes('link')),
    );
    expect(found(kept, lookupOfAttribute('by3'))).toEqual(
      seqsWith(({ attributes }) => attributes!.includes('by3')),
    );
    expect(found(kept, lookupOf({ kind: 'stem', text: stem })).length).toBeGreaterThan(20);
  });

  test('is read back as it was written', async () => {
    const made = await segment(messages);
    const read = await readSegment(await writeSegment(made, slices), slices);
    expect(sorted({ ...read, times: [] })).toEqual(sorted({ ...made, times: [] }));
  });
});

test('segments that are put together are the segment of their messages as they are now, in whichever steps', async () => {
  const random = new Random(11);
  for (let turn = 0; turn < 30; turn++) {
    const now = new Map<number, Said>();
    const parts: Said[][] = [];
    let seq = 0;
    for (let batch = 0; batch < 6; batch++) {
      const written = Array.from({ length: Math.floor(random.next() * 8) }, () => ({
        seq: ++seq,
        text: said(random),
      }));
      // Some that were there before are edited, some are gone.
      const again = [...now.keys()]
        .filter(() => random.next() < 0.2)
        .map((old) => ({ seq: old, text: random.next() < 0.3 ? '' : said(random) }));
      const all = [...again, ...written];
      for (const message of all) now.set(message.seq, message);
      if (all.length > 0) parts.push(all);
    }
    if (parts.length === 0) continue;
    const expected = await segment([...now.values()].sort((one, other) => one.seq - other.seq));
    const segments = await Promise.all(parts.map(segment));
    while (segments.length > 1) {
      const at = Math.floor(random.next() * (segments.length - 1));
      const [earlier, later] = segments.slice(at, at + 2);
      segments.splice(at, 2, await together(earlier!, later!, slices));
    }
    expect(sorted(segments[0]!)).toEqual(sorted(expected));
  }
});

test('times that are kept bound those that are not', () => {
  const random = new Random(3);
  let time = 1_700_000_000_000;
  const all = Array.from({ length: 1_000 }, (_, index): [number, number] => {
    time += Math.floor(random.next() * 3) * 500;
    return [100 + index * 2, time];
  });
  const times = Times.read(Times.of(all).write());
  expect(times.known().length).toBeLessThan(200);
  expect([times.first, times.last]).toEqual([all[0]![1], all.at(-1)![1]]);
  for (const [seq, at] of all) {
    expect(times.latestOf(seq)).toBeGreaterThanOrEqual(at);
    expect(times.lastBefore(at + 1)).toBeGreaterThanOrEqual(seq);
    expect(times.firstFrom(at)).toBeLessThanOrEqual(seq);
  }
  expect(times.lastBefore(times.first)).toBeLessThan(100);
  expect(times.firstFrom(times.last + 1)).toBeGreaterThan(all.at(-1)![0]);
});

test('runs of seqs answer places and seqs, whatever is missing between them', () => {
  const list = [1, 2, 3, 7, 8, 20, 4_000_000_000];
  const seqs = Seqs.read(Seqs.of(list).write());
  expect(seqs.all()).toEqual(list);
  expect([seqs.first, seqs.last, seqs.size]).toEqual([1, 4_000_000_000, 7]);
  list.forEach((seq, position) =>
    expect([seqs.seqAt(position), seqs.positionOf(seq)]).toEqual([seq, position]),
  );
  expect([0, 4, 19, 21].map((seq) => seqs.positionOf(seq))).toEqual([-1, -1, -1, -1]);
  expect([0, 5, 25].map((seq) => seqs.lastUntil(seq))).toEqual([-1, 2, 5]);
  expect(seqs.between(3, 19)).toEqual([3, 7, 8]);
});
