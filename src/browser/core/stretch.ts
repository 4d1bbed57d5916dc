/**
 * The part of a room that is on the page: its messages in their order, and whether there are more on either side. Among
 * them stand private messages of other rooms that came meanwhile.
 */
import type { MessageView } from '../../shared/messages.js';
import { withAnswer } from './replies.js';

/** A message, as far as the page must know it to do something with it; its markup is on the page only. */
export type ShownMessage = Omit<MessageView, 'html' | 'roomId' | 'quoted'>;

/** More messages than this make pages slow. */
const mostAtOnce = 300;
/** As some go from the beginning all others move, and are laid out and painted anew: they go half a page's worth at a time. */
const leftAtOnce = 150;

export class Stretch {
  hasOlder = false;
  hasNewer = false;
  /** The reader had stopped before this seq. */
  newFrom?: number;
  private shown: ShownMessage[] = [];
  private readonly known = new Map<number, ShownMessage>();
  private readonly ofElsewhere = new Set<number>();

  /** The messages of this room, the oldest first. */
  get inRoom(): ShownMessage[] {
    return this.shown.filter(({ id }) => this.isOfRoom(id));
  }

  get firstSeq(): number | undefined {
    return this.shown.find(({ id }) => this.isOfRoom(id))?.seq;
  }

  /** The newest message of this room that is here. */
  get last(): ShownMessage | undefined {
    return this.shown.findLast(({ id }) => this.isOfRoom(id));
  }

  get lastSeq(): number | undefined {
    return this.last?.seq;
  }

  /** How many more there may be. */
  get space(): number {
    return mostAtOnce - this.shown.length;
  }

  get(messageId: number): ShownMessage | undefined {
    return this.known.get(messageId);
  }

  bySeq(seq: number): ShownMessage | undefined {
    return this.shown.find((message) => message.seq === seq && this.isOfRoom(message.id));
  }

  /** Whether it is a message of this room: neither a private one that is only shown here nor one on its way. */
  isOfRoom(messageId: number): boolean {
    return this.known.has(messageId) && !this.ofElsewhere.has(messageId);
  }

  /** Adds at the end; answers with those that were not here yet. */
  append<Message extends ShownMessage>(messages: Message[]): Message[] {
    const fresh = this.learn(messages);
    this.shown.push(...fresh);
    return fresh;
  }

  /** Adds at the beginning; answers with those that were not here yet. */
  prepend<Message extends ShownMessage>(messages: Message[]): Message[] {
    const fresh = this.learn(messages);
    this.shown.unshift(...fresh);
    return fresh;
  }

  appendPrivate(message: ShownMessage): void {
    this.append([message]);
    this.ofElsewhere.add(message.id);
  }

  /** A private message of another room is not shown here any more. */
  hidePrivate(messageId: number): void {
    if (!this.ofElsewhere.delete(messageId)) return;
    this.known.delete(messageId);
    this.shown = this.shown.filter(({ id }) => id !== messageId);
  }

  /** A message's new state. Answers with the one before; an older one than is here, or one that is not, changes nothing. */
  replace(message: ShownMessage): ShownMessage | undefined {
    const before = this.known.get(message.id);
    if (!before || before.rev > message.rev) return undefined;
    this.known.set(message.id, message);
    this.shown[this.shown.indexOf(before)] = message;
    return before;
  }

  /** An answer came: the message that began its thread counts it. Answers with that; undefined where nothing changes. */
  countAnswer({ threadId, ...answer }: ShownMessage): ShownMessage | undefined {
    const before = threadId === undefined ? undefined : this.known.get(threadId);
    const replies = before && withAnswer(before.replies, answer);
    if (!before || !replies) return undefined;
    const root = { ...before, replies };
    this.known.set(root.id, root);
    this.shown[this.shown.indexOf(before)] = root;
    return root;
  }

  clear(): void {
    this.shown = [];
    this.known.clear();
    this.ofElsewhere.clear();
  }

  /** Takes away from one end what is too much, if anything is. Answers with the ids of it. */
  trim(end: 'oldest' | 'newest'): number[] {
    if (this.space >= 0) return [];
    const gone =
      end === 'oldest' ? this.shown.splice(0, this.shown.length - leftAtOnce) : this.shown.splice(mostAtOnce);
    this[end === 'oldest' ? 'hasOlder' : 'hasNewer'] = true;
    for (const { id } of gone) {
      this.known.delete(id);
      this.ofElsewhere.delete(id);
    }
    return gone.map(({ id }) => id);
  }

  private learn<Message extends ShownMessage>(messages: Message[]): Message[] {
    const fresh = messages.filter(({ id }) => !this.known.has(id));
    for (const message of fresh) this.known.set(message.id, message);
    return fresh;
  }
}
