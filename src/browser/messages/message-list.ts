/** Shows a stretch of the room. Messages are made by the server's template; days and groups are those of the reader's zone. */
import type { MessageView } from '../../shared/messages.js';
import { roomPath, threadPath, versionsPath } from '../../shared/paths.js';
import type { UserView } from '../../shared/people.js';
import { bare, inLog, inThread } from '../../shared/room-page.js';
import type { ShownMessage, Stretch } from '../core/stretch.js';
import { showsPreviews } from '../ui/previews-shown.js';
import { arrange, type Arranged, type Row, setNewLine } from './arrangement.js';
import { idOf, isSameText, replaceReplies, takeOver } from './message-element.js';
import { messagesOn } from './page-messages.js';
import { showInQuotes } from './quotes.js';
import { render } from './templates.js';

/** Something done to the element of every message. */
type Decorate = (element: HTMLElement, message: ShownMessage) => void;

export class MessageList {
  private readonly decorations: Decorate[] = [];
  private readonly elements = new Map<number, HTMLElement>();

  constructor(
    private readonly log: HTMLElement,
    private readonly stretch: Stretch,
    private readonly address: () => string,
    private readonly myId: number,
    /** They stand in a thread, below the message that began it. */
    private readonly thread?: { root: Arranged },
  ) {
    stretch.append(messagesOn(log));
    for (const element of log.querySelectorAll<HTMLElement>('.message'))
      this.elements.set(idOf(element), element);
    this.arrange();
  }

  get(messageId: number): ShownMessage | undefined {
    return this.stretch.get(messageId);
  }

  /** The message of this room that an element shows; undefined for a private one, or one on its way. */
  of(element: HTMLElement): ShownMessage | undefined {
    const id = idOf(element);
    return this.stretch.isOfRoom(id) ? this.stretch.get(id) : undefined;
  }

  find(messageId: number): HTMLElement | undefined {
    return this.elements.get(messageId);
  }

  bySeq(seq: number): HTMLElement | undefined {
    const message = this.stretch.bySeq(seq);
    return message && this.find(message.id);
  }

  /** The elements of this room's messages, the oldest first. */
  inRoom(): HTMLElement[] {
    return this.stretch.inRoom.map(({ id }) => this.elements.get(id)!);
  }

  /** Nothing of the room is missing. */
  get isWhole(): boolean {
    return !this.stretch.hasOlder && !this.stretch.hasNewer;
  }

  /** The messages of this room as they were made, each with its element. */
  rows(): Row[] {
    return this.stretch.inRoom.map((message) => this.row(message)!);
  }

  /** What is done to every message: those that are here, and each that is made or changed later. */
  decorate(decoration: Decorate): void {
    this.decorations.push(decoration);
    this.each(decoration);
  }

  /** Does something to those that are here. */
  each(work: Decorate): void {
    for (const [id, element] of this.elements) work(element, this.stretch.get(id)!);
  }

  /** One of those who do that has something new to say of it: the others may repeat it. */
  redecorate(messageId: number): void {
    const [element, message] = [this.elements.get(messageId), this.stretch.get(messageId)];
    if (element && message) this.decorated(element, message);
  }

  append(messages: MessageView[]): void {
    const fresh = this.stretch.append(messages);
    if (fresh.length === 0) return;
    this.log.append(...fresh.map((message) => this.made(message)));
    this.arrange(-fresh.length);
  }

  /** Older messages. They are there to be read, not to be announced. */
  prepend(messages: MessageView[]): void {
    this.log.parentElement!.setAttribute('aria-live', 'off');
    const fresh = this.stretch.prepend(messages);
    this.log.prepend(...fresh.map((message) => this.made(message)));
    this.arrange(0, fresh.length + 1);
    setTimeout(() => this.log.parentElement!.removeAttribute('aria-live'), 500);
  }

  /** A message's new state. */
  replace(message: MessageView): void {
    showInQuotes(this.log, message);
    const before = this.stretch.replace(message);
    if (!before) return;
    const element = this.elements.get(message.id)!;
    takeOver(element, this.rendered(message), isSameText(before, message));
    if (!before.pinnedAt !== !message.pinnedAt) this.arrange();
    this.decorated(element, message);
  }

  /** These came, some of them answers: the messages that began their threads say so. */
  answered(messages: MessageView[]): void {
    for (const message of messages) {
      const root = this.stretch.countAnswer(message);
      const element = root && this.elements.get(root.id)!;
      if (!element) continue;
      const href = threadPath(this.address(), root.seq);
      replaceReplies(element, render.replies({ ...root.replies, href }));
      this.decorated(element, root);
    }
  }

  reset(messages: MessageView[]): void {
    this.stretch.clear();
    this.elements.clear();
    this.log.replaceChildren();
    this.append(messages);
  }

  /** Takes away from one end what is too much, with the lines that stood there. */
  trim(end: 'oldest' | 'newest'): void {
    const gone = this.stretch.trim(end);
    if (gone.length === 0) return;
    const last = this.elements.get(gone.at(end === 'oldest' ? -1 : 0)!)!;
    const side = end === 'oldest' ? 'firstElementChild' : 'lastElementChild';
    while (last.isConnected) this.log[side]!.remove();
    for (const id of gone) this.elements.delete(id);
    while (end === 'newest' && this.log.lastElementChild?.matches('.line'))
      this.log.lastElementChild.remove();
    this.arrange(0, 1);
  }

  /** The one message that the page's address leads to. */
  markTarget(element: HTMLElement): void {
    for (const other of this.elements.values()) other.classList.toggle('is-target', other === element);
  }

  /** The reader had stopped before this seq: the line stands above the first message of others from there on. */
  markNew(seq: number): void {
    this.stretch.newFrom = seq;
    this.arrange(0, 0);
  }

  /** A private message of another room, shown here because this is where the reader looks. */
  showPrivate(message: MessageView, peer: UserView, outgoing: boolean): void {
    this.stretch.appendPrivate(message);
    const href = roomPath(`@${peer.username}`);
    const versionsHref = versionsPath(`@${peer.username}`, message.seq);
    const shown = { ...message, versionsHref, private: { peer: peer.name, outgoing, href } };
    const element = render.message(shown);
    this.log.append(this.kept(element, message));
  }

  hidePrivate(element: HTMLElement): void {
    const id = idOf(element);
    this.stretch.hidePrivate(id);
    this.elements.delete(id);
    element.remove();
    this.arrange();
  }

  addLine(line: HTMLElement): void {
    this.log.append(line);
  }

  private made(message: MessageView): HTMLElement {
    return this.kept(this.rendered(message), message);
  }

  private rendered(message: MessageView): HTMLElement {
    const shown = showsPreviews() ? message : bare(message);
    return render.message((this.thread ? inThread : inLog)(this.address(), shown));
  }

  private kept(element: HTMLElement, message: ShownMessage): HTMLElement {
    this.elements.set(message.id, element);
    return this.decorated(element, message);
  }

  private decorated(element: HTMLElement, message: ShownMessage): HTMLElement {
    for (const decoration of this.decorations) decoration(element, message);
    return element;
  }

  /** The last message of this room, and its element. */
  get last(): Row | undefined {
    return this.row(this.stretch.last);
  }

  /** Arranges the rows between two places, and whichever the line of what is new has parted or joined: the others stay. */
  private arrange(from = 0, to = Infinity): void {
    const rows = this.rows();
    const moved =
      this.stretch.newFrom === undefined
        ? []
        : setNewLine(this.log, rows, this.isNew, this.thread !== undefined);
    const begin = from < 0 ? rows.length + from : from;
    arrange(rows.slice(begin, to), rows[begin - 1] ?? this.thread?.root);
    for (const row of moved) arrange([row], rows[rows.indexOf(row) - 1] ?? this.thread?.root);
  }

  private row = (message: ShownMessage | undefined): Row | undefined =>
    message && { message, element: this.elements.get(message.id)! };

  private isNew = ({ seq, author }: ShownMessage): boolean =>
    seq >= this.stretch.newFrom! && author.id !== this.myId;
}
