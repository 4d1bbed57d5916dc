/**
 * How far the reader of the open room has read. Read is what has passed through view, one message after the other from where
 * they had stopped: what a leap to the end goes over was not read.
 */
import type { ReadView } from '../../shared/memberships.js';

export class ReadProgress {
  /** Messages of others that are not read, as far as the server has said. */
  unread: number;
  /** Everything up to this seq is told, or being told. */
  private told: number;
  /** What the server has written down. */
  private confirmed: number;
  private passed: number;
  /** The first seq that was not passed; before it there is nothing for this reader to read. */
  private next: number;
  /** What is in view joins on to what was read. */
  private isConnected = false;
  private holds = false;

  /** `first`: the seq of the first message of others after `lastReadSeq`. */
  constructor({ lastReadSeq, unread }: ReadView, first = lastReadSeq + 1) {
    this.unread = unread;
    this.confirmed = this.told = this.passed = lastReadSeq;
    this.next = first;
  }

  /** The reader reads on from where they had stopped: what comes is read as it is seen. */
  get readsOn(): boolean {
    return this.isConnected && !this.holds;
  }

  /** The seq that is to be told as read; undefined where nothing is new. */
  get toTell(): number | undefined {
    return this.passed > this.told ? this.passed : undefined;
  }

  /** `first` and what follows it are in view; `last` is the newest message that was seen to its end. */
  saw(first: number, last: number): void {
    if (this.holds) return;
    if (first <= this.next) this.isConnected = true;
    if (this.isConnected) this.pass(last);
  }

  /** The reader leapt, to the end or to an older message: what lies between was not seen. */
  leapt(): void {
    this.isConnected = false;
  }

  /** They say that everything up to here is read. */
  passTo(seq: number): void {
    this.holds = false;
    this.isConnected = true;
    this.pass(seq);
  }

  /** They want to find what is from `seq` on as new: until they do something, what they see stays so. */
  keepUnread(seq: number): void {
    this.holds = true;
    this.goBackTo(seq - 1);
  }

  /** They do something with the room: what they see is read again. */
  release(): void {
    this.holds = false;
  }

  /** It is being told. Answers with what undoes that, for when it could not be. */
  telling(seq: number): () => void {
    const before = this.told;
    this.told = seq;
    return () => (this.told = Math.min(this.told, before));
  }

  /** What the server says, of this or of another tab. */
  learn({ lastReadSeq, unread }: ReadView): void {
    this.unread = unread;
    this.confirmed = lastReadSeq;
    // An answer that was under way when the reader went back.
    if (this.holds) return;
    this.told = Math.max(this.told, lastReadSeq);
    this.pass(lastReadSeq);
  }

  /** The same of another tab, where somebody may have gone back. */
  learnFromElsewhere(view: ReadView): void {
    if (view.lastReadSeq < this.confirmed) this.keepUnread(view.lastReadSeq + 1);
    this.learn(view);
  }

  private pass(seq: number): void {
    this.passed = Math.max(this.passed, seq);
    this.next = Math.max(this.next, this.passed + 1);
  }

  private goBackTo(seq: number): void {
    this.told = this.passed = seq;
    this.next = seq + 1;
    this.isConnected = false;
  }
}
