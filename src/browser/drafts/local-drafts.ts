/** Drafts as this browser keeps them, those of the composer that is open among them: what is in them, and what of it the server has. */
import type { DraftView } from '../../shared/drafts.js';
import { answerKey, draftKey, knownKey, threadDraftKey } from '../composer/draft-key.js';
import { keysWith } from '../core/store.js';
import type { Answered } from '../core/unsent.js';
import { isReader } from '../kept/databases.js';

interface Known {
  /** The id of the server's draft that is kept here. */
  id?: number | undefined;
  /** When it was written here, where the server does not have that yet; milliseconds. */
  since?: number | undefined;
  /** It was told of some of that, whether or not anybody heard it answer: a page that goes does not. */
  isTold?: boolean | undefined;
}

export interface Place {
  roomId: number;
  threadId?: number | undefined;
}

export class LocalDrafts {
  constructor(private readonly userId: number) {}

  keyOf({ roomId, threadId }: Place): string {
    const key = draftKey(this.userId, roomId);
    return threadId === undefined ? key : threadDraftKey(key, threadId);
  }

  /** Undefined where it is no draft's key. */
  placeOf(key: string): Place | undefined {
    const [, roomId, threadId] = /^samovar\.draft\.\d+\.(\d+)(?:\.thread\.(\d+))?$/.exec(key) ?? [];
    if (roomId === undefined) return undefined;
    return { roomId: Number(roomId), threadId: threadId === undefined ? undefined : Number(threadId) };
  }

  /** Those that are here, and those of which the server knows. */
  keys(): string[] {
    const all = keysWith(localStorage, `samovar.draft.${this.userId}.`);
    const drafts = all.map((key) => key.replace(/\.(?:answer|known|files)$/, ''));
    return [...new Set(drafts)].filter((key) => this.placeOf(key));
  }

  text = (key: string): string => localStorage.getItem(key) ?? '';

  answered(key: string): Answered | undefined {
    const kept = localStorage.getItem(answerKey(key));
    return kept === null ? undefined : (JSON.parse(kept) as Answered);
  }

  isEmpty = (key: string): boolean => this.text(key) === '' && !this.answered(key);

  known = (key: string): Known | undefined =>
    JSON.parse(localStorage.getItem(knownKey(key)) ?? 'null') as Known | undefined;

  /** The server does not have it as it is; also where nobody knows, as something else has written it. */
  isNew(key: string): boolean {
    const known = this.known(key);
    return known?.since !== undefined || (!known && !this.isEmpty(key));
  }

  /** Another time for each change, also within one millisecond: by it an answer to the one before is told from the last one's. */
  wrote(key: string): void {
    const known = this.known(key);
    const since = Math.max(Date.now(), (known?.since ?? 0) + 1);
    this.put(knownKey(key), JSON.stringify({ ...known, since }));
  }

  /** The server may have it from now on. */
  telling(key: string): void {
    this.put(knownKey(key), JSON.stringify({ ...this.known(key), isTold: true }));
  }

  /** The server has this one; what was written here since is newer. */
  told(key: string, id: number): void {
    this.put(knownKey(key), JSON.stringify({ ...this.known(key), id }));
  }

  /** What the server has is kept here. */
  keep(key: string, draft: DraftView): void {
    const { id, text, answers } = draft;
    if (text === '' && !answers) return this.drop(key);
    if (text) this.put(key, text);
    else localStorage.removeItem(key);
    if (answers) this.put(answerKey(key), JSON.stringify({ threadId: answers.id, ...answers }));
    else localStorage.removeItem(answerKey(key));
    this.put(knownKey(key), JSON.stringify({ id }));
  }

  /** Nothing of it is left, but for files that are attached. */
  drop(key: string): void {
    for (const each of [key, answerKey(key), knownKey(key)]) localStorage.removeItem(each);
  }

  private put(key: string, value: string): void {
    // Answers may come to a tab after a sign-out in another one.
    if (!isReader(this.userId)) return;
    try {
      localStorage.setItem(key, value);
    } catch {
      // Storage full or forbidden: then it is on the other devices only.
    }
  }
}
