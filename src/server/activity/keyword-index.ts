import { canonicalKey } from '../../shared/rules/canonical-key.js';
import { searchedText, standsIn, wordsOf } from '../../shared/rules/keywords.js';

interface Keyword {
  key: string;
  userIds: number[];
}

/** All keywords of all people, found by their first word: a message costs a look for each of its words, however many keywords there are. */
export class KeywordIndex {
  private readonly byWord = new Map<string, Keyword[]>();
  /** Those without any word, like an emoji. */
  private readonly wordless: Keyword[] = [];

  constructor(people: { userId: number; keywords: string[] }[] = []) {
    const byKey = new Map<string, Keyword>();
    for (const { userId, keywords } of people)
      for (const key of new Set(keywords.map(canonicalKey))) {
        const keyword = byKey.get(key) ?? { key, userIds: [] };
        keyword.userIds.push(userId);
        byKey.set(key, keyword);
      }
    for (const keyword of byKey.values()) this.add(keyword);
  }

  /** Whom a text calls by words of theirs, wherever they are. */
  calledBy(text: string): number[] {
    if (this.byWord.size === 0 && this.wordless.length === 0) return [];
    const searched = searchedText(text);
    const possible = [...new Set(wordsOf(searched))].flatMap((word) => this.byWord.get(word) ?? []);
    const found = [...possible, ...this.wordless].filter(({ key }) => standsIn(searched, key));
    return [...new Set(found.flatMap(({ userIds }) => userIds))];
  }

  private add(keyword: Keyword): void {
    const [first] = wordsOf(keyword.key);
    if (first === undefined) this.wordless.push(keyword);
    else this.byWord.set(first, [...(this.byWord.get(first) ?? []), keyword]);
  }
}
