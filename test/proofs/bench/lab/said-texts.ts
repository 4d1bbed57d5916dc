/** Texts as people write them, by how often they use which word (Zipf), and what one may look for in them. */
import { Random } from '../../torture/random.js';

/** Stands in each of them. */
export const everywhere = 'project';

const sounds = {
  latin: {
    onsets: 'b c d f g h j k l m n p r s t v w st tr pl ch sh br cl'.split(' '),
    vowels: 'a e i o u ea ou ai'.split(' '),
    codas: ['', '', 'n', 'r', 's', 't', 'l', 'm', 'ck', 'nd'],
    endings: ['', 's', 'ed', 'ing'],
  },
  cyrillic: {
    onsets: 'б в г д ж з к л м н п р с т х ч ст пр тр кр'.split(' '),
    vowels: 'а е и о у ы я'.split(' '),
    codas: ['', '', 'н', 'р', 'с', 'т', 'л', 'м'],
    endings: ['', 'а', 'ы', 'ом'],
  },
};

/** Words in their forms, the short ones first: a fifth of them Russian, as where two languages are spoken. */
function words(random: Random, count: number): string[] {
  const made = new Set<string>();
  while (made.size < count) {
    const { onsets, vowels, codas, endings } = sounds[random.chance(0.2) ? 'cyrillic' : 'latin'];
    const syllables = made.size < 200 ? 1 : made.size < 8_000 ? 2 : 3;
    const stem = Array.from(
      { length: syllables },
      () => random.pick(onsets) + random.pick(vowels) + random.pick(codas),
    ).join('');
    for (const ending of endings) made.add(stem + ending);
  }
  return [...made];
}

export class SaidTexts {
  private readonly random = new Random(14);
  private readonly words: string[];
  /** How many of all words that are said are among the first n. */
  private readonly shares: number[] = [];
  readonly texts: string[];

  constructor(texts: number, vocabulary = 40_000) {
    this.words = words(this.random, vocabulary);
    let sum = 0;
    for (let rank = 1; rank <= this.words.length; rank++) this.shares.push((sum += 1 / (rank + 5)));
    this.texts = Array.from({ length: texts }, () => this.text());
  }

  /** Two words of those that everybody uses now and then. */
  twoWords = (): string => `${this.wordOf(50, 2_000)} ${this.wordOf(50, 2_000)}`;

  rareWord = (): string => this.wordOf(20_000, this.words.length);

  everyMessage = (): string => everywhere;

  part(): string {
    const word = this.wordOf(100, 4_000);
    const start = this.random.below(word.length - 2);
    return word.slice(start, start + 3);
  }

  phrase(): string {
    const said = this.random.pick(this.texts).split(' ');
    const start = this.random.below(said.length - 1);
    return `"${said[start]!} ${said[start + 1]!}"`;
  }

  private text(): string {
    const said = Array.from({ length: 4 + this.random.below(13) }, () => this.word());
    said.splice(this.random.below(said.length), 0, everywhere);
    return said.join(' ');
  }

  private word(): string {
    const wanted = this.random.next() * this.shares.at(-1)!;
    let [low, high] = [0, this.shares.length - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.shares[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return this.words[low]!;
  }

  private wordOf(from: number, until: number): string {
    return this.words[Math.min(from + this.random.below(until - from), this.words.length - 1)]!;
  }
}
