/** Messages and files by their words, as the switcher shows them: the newest few, asked of the server once the typing rests. */
import { isEmptyQuery, parseQuery, withFilter } from '../../shared/rules/search-query.js';
import type { SearchView } from '../../shared/search.js';
import { askServer } from '../ui/api.js';
import { ownZone } from '../ui/times.js';

/** Milliseconds before each question: two a second are what the server's limit `search` gives to somebody who types. */
const restsFor = 500;
/** Milliseconds after which no answer is coming. */
const longest = 10_000;
const shortest = 2;
export const mostFound = 3;

/** Whether a text may be words of a message, and no name of a person or a room. */
export const isOfWords = (typed: string): boolean => [...typed].length >= shortest && !/^[@#]/.test(typed);

/** The query for those with files alone. */
export const ofFiles = (q: string): string => withFilter(q, 'has', 'file');

export class WordSearch {
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** What is looked for now; what answers an earlier text is kept for whoever comes back to it. */
  private asked = '';
  private readonly asking = new Set<string>();
  private readonly answers = new Map<string, SearchView>();

  constructor(private readonly found: () => void) {}

  /** `typed` as it stands in a field. */
  soon(typed: string): void {
    this.asked = isOfWords(typed) ? typed : '';
    this.expect();
  }

  /** Undefined as long as there is no answer. */
  get messages(): SearchView | undefined {
    return this.answers.get(this.asked);
  }

  /** Of those messages the ones with files; they were found already where these are all. */
  get files(): SearchView | undefined {
    const { messages } = this;
    return messages?.next === null ? messages : this.answers.get(ofFiles(this.asked));
  }

  leave(): void {
    this.asked = '';
    clearTimeout(this.timer);
  }

  private expect(): void {
    clearTimeout(this.timer);
    if (this.isOpen) this.timer = setTimeout(() => void this.ask(), restsFor);
  }

  /** What is to be asked next. */
  private get question(): string {
    return this.messages ? ofFiles(this.asked) : this.asked;
  }

  private get isOpen(): boolean {
    return !isEmptyQuery(parseQuery(this.asked)) && !this.files && !this.asking.has(this.question);
  }

  /** Without an answer rooms and people are enough. */
  private async ask(): Promise<void> {
    if (!this.isOpen) return;
    const { asked, question } = this;
    this.asking.add(question);
    try {
      this.answers.set(question, await find(question));
      if (asked !== this.asked) return;
      this.found();
      this.expect();
    } catch {
      // Offline, refused, or the server is away: what is typed next asks anew.
    } finally {
      this.asking.delete(question);
    }
  }
}

function find(q: string): Promise<SearchView> {
  const wanted = new URLSearchParams({ q, limit: String(mostFound), zone: ownZone() });
  const signal = AbortSignal.timeout(longest);
  return askServer('GET', `/api/search?${wanted.toString()}`, undefined, { signal });
}
