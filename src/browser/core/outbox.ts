/**
 * What was written and is not answered yet. In order, one in flight a room; an unanswered text is sent again with the
 * same clientId, so that it appears once. Kept in the browser's storage, each under its own key, so that neither a
 * reload nor a second tab loses any.
 * A message with files goes once all of them are there. What was written after it does not wait for that: a film that takes
 * an hour must not silence its sender, and what everybody sees is the order of arrival anyway.
 */
import type { Answer } from '../../shared/errors.js';
import type { SendView } from '../../shared/messages.js';
import { type Carrier, noFiles, type UnsentFile } from './carried-files.js';
import { newClientId } from './client-id.js';
import type { Store } from './store.js';
import { type Answered, type Unsent, unsentUnder } from './unsent.js';

/** What belongs to a text beside its words. */
type Beside = [answers?: Answered | undefined, files?: UnsentFile[], noPreview?: boolean | undefined];

export interface OutboxListener {
  added(unsent: Unsent): void;
  answered(unsent: Unsent, value: SendView): void;
  refused(unsent: Unsent): void;
  discarded(unsent: Unsent): void;
}

/** The ids are those of its files. Undefined where it cannot go out now; rejects when no answer came. */
export type Send = (unsent: Unsent, files: number[]) => Promise<Answer<SendView>> | undefined;

/** Refusals that pass by themselves: the text waits and goes out again. */
const passing = new Set(['unavailable', 'rate_limited', 'internal']);
/** Milliseconds until the next attempt, where the server names none. */
const retryAfter = 2_000;
/** What takes longer to pass, as a limit of a day does, must not hold up what was written after it. */
const longestWait = 60_000;

export class Outbox {
  private readonly unsent: Unsent[];
  private isSending = false;
  /** On its way now. */
  private current: Unsent | undefined;
  private timer?: ReturnType<typeof setTimeout>;

  /** `prefix` as `outboxPrefix` makes it. */
  constructor(
    private readonly store: Store,
    private readonly prefix: string,
    private readonly send: Send,
    private readonly listener: OutboxListener,
    private readonly carrier: Carrier = noFiles,
  ) {
    this.unsent = unsentUnder(store, prefix);
  }

  /** What an earlier visit left; shown before anything is sent. */
  get left(): readonly Unsent[] {
    return this.unsent;
  }

  /** The text that is on its way now. */
  get inFlight(): Unsent | undefined {
    return this.current;
  }

  add(text: string, clientId: string, now = new Date(), ...[answers, files = [], noPreview]: Beside): void {
    const newest = this.unsent.at(-1)?.createdAt ?? '';
    // Two in one millisecond, or a clock set back: the order is that of writing.
    const at = Math.max(now.getTime(), newest ? Date.parse(newest) + 1 : 0);
    const unsent: Unsent = { clientId, text, createdAt: new Date(at).toISOString() };
    if (answers) unsent.answers = answers;
    if (files.length > 0) unsent.files = files;
    if (noPreview) unsent.noPreview = true;
    this.unsent.push(unsent);
    this.keep(unsent);
    this.listener.added(unsent);
    void this.flush();
  }

  retry(clientId: string): void {
    const unsent = this.find(clientId);
    if (!unsent) return;
    delete unsent.refusal;
    this.keep(unsent);
    void this.flush();
  }

  discard(clientId: string): void {
    const unsent = this.find(clientId);
    if (!unsent) return;
    this.remove(unsent);
    if (unsent.files) this.carrier.letGo(unsent.files, false);
    this.listener.discarded(unsent);
  }

  /** It goes without this file; where nothing is left of it, not at all. False where it may be stored with it already. */
  leaveOut(clientId: string, fileId: string): boolean {
    const unsent = this.find(clientId);
    const file = unsent?.files?.find(({ id }) => id === fileId);
    if (!unsent || !file) return true;
    // Under the same id it would be another message: a second one.
    if (unsent.mayBeStored) return false;
    const files = unsent.files!.filter(({ id }) => id !== fileId);
    if (files.length > 0) unsent.files = files;
    else if (unsent.text.trim()) delete unsent.files;
    else {
      this.discard(clientId);
      return true;
    }
    this.carrier.letGo([file], false);
    this.keep(unsent);
    void this.flush();
    return true;
  }

  /** Another tab has sent or discarded it: its files are there no more. */
  doneElsewhere(clientId: string): void {
    const unsent = this.find(clientId);
    if (!unsent?.files || unsent === this.current) return;
    this.remove(unsent);
    this.listener.discarded(unsent);
  }

  /** Sends what waits. Call it when the connection is back. */
  async flush(): Promise<void> {
    if (this.isSending) return;
    clearTimeout(this.timer);
    this.isSending = true;
    try {
      for (let next = this.next(); next; next = this.next()) if (!(await this.attempt(...next))) return;
    } finally {
      this.isSending = false;
    }
  }

  /** Whether the next one may go. */
  private async attempt(unsent: Unsent, ids: number[]): Promise<boolean> {
    const { files = [], mayBeStored } = unsent;
    let answer;
    try {
      this.current = unsent;
      const asked = this.send(unsent, ids);
      // A reload before the answer must know of it, too.
      if (asked && unsent.files) this.mark(unsent, true);
      answer = await asked;
    } catch {
      // Asked again below.
    } finally {
      this.current = undefined;
    }
    if (!answer) {
      this.tryAgainIn(retryAfter);
      return false;
    }
    if (answer.ok) {
      this.remove(unsent);
      if (unsent.files) this.carrier.letGo(unsent.files, true);
      this.listener.answered(unsent, answer.value);
      return true;
    }
    const { code, retryAfterMs = retryAfter } = answer.error;
    // Who is told that a file is not there is told of what is stored first; other refusals say nothing of an earlier attempt.
    if (code === 'not_found' || !(mayBeStored || passing.has(code))) this.mark(unsent, false);
    if (passing.has(code) && retryAfterMs <= longestWait) {
      this.tryAgainIn(retryAfterMs);
      return false;
    }
    if (answer.error.code === 'unauthenticated') return false;
    if (answer.error.code === 'conflict' && !unsent.isRenamed) {
      this.rename(unsent);
      return true;
    }
    // One that was never sent is swept after a day; what the browser keeps of it goes up once more.
    if (code === 'not_found' && files.length > 0 && (await this.carrier.bringAgain(files))) return true;
    unsent.refusal = answer.error.message;
    this.keep(unsent);
    this.listener.refused(unsent);
    return true;
  }

  /** What the server has under its id is another message, so that nothing of this one is stored: it goes out as a new one. */
  private rename(unsent: Unsent): void {
    this.store.removeItem(this.prefix + unsent.clientId);
    this.listener.discarded({ ...unsent });
    unsent.clientId = newClientId();
    unsent.isRenamed = true;
    delete unsent.mayBeStored;
    this.keep(unsent);
    this.listener.added(unsent);
  }

  private tryAgainIn(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), milliseconds);
  }

  private mark(unsent: Unsent, mayBeStored: boolean): void {
    if (mayBeStored === (unsent.mayBeStored ?? false)) return;
    if (mayBeStored) unsent.mayBeStored = true;
    else delete unsent.mayBeStored;
    this.keep(unsent);
  }

  /** With the ids of its files. */
  private next(): [Unsent, number[]] | undefined {
    for (const unsent of this.unsent) {
      const ids = unsent.refusal === undefined && this.carrier.idsOf(unsent.files ?? []);
      if (ids) return [unsent, ids];
    }
    return undefined;
  }

  private find = (clientId: string) => this.unsent.find((unsent) => unsent.clientId === clientId);

  private keep(unsent: Unsent): void {
    try {
      this.store.setItem(this.prefix + unsent.clientId, JSON.stringify(unsent));
    } catch {
      // Storage full or forbidden: it is sent all the same, it only does not survive a reload.
    }
  }

  private remove(unsent: Unsent): void {
    const index = this.unsent.indexOf(unsent);
    if (index !== -1) this.unsent.splice(index, 1);
    this.store.removeItem(this.prefix + unsent.clientId);
  }
}
