/** The messages on the page. They are made by the server's template; days and groups are those of the reader's zone. */
import { messagePath, roomPath } from '../../shared/paths.js';
import type { MessageView } from '../../shared/messages.js';
import type { UserView } from '../../shared/people.js';
import { arrange } from './arrangement.js';
import { takeOver } from './message-element.js';
import { render } from './templates.js';

/** More messages than this make pages slow. */
const mostAtOnce = 300;

type Decorate = (element: HTMLElement) => void;

export class MessageList {
  private readonly decorations: Decorate[] = [];
  private newFrom?: number;

  constructor(
    private readonly log: HTMLElement,
    private readonly address: () => string,
    private readonly myId: number,
  ) {
    this.arrange();
  }

  get firstSeq(): number | undefined {
    return seqOf(this.inRoom()[0]);
  }

  get lastSeq(): number | undefined {
    return seqOf(this.inRoom().at(-1));
  }

  /** How many more there may be. */
  get space(): number {
    return mostAtOnce - this.all().length;
  }

  has(messageId: number): boolean {
    return this.find(messageId) !== null;
  }

  find(messageId: number): HTMLElement | null {
    return this.log.querySelector<HTMLElement>(`[data-id="${messageId}"]`);
  }

  bySeq(seq: number): HTMLElement | null {
    return document.getElementById(`m${seq}`);
  }

  /** The messages of this room, the oldest first; without the private ones that are only shown here. */
  inRoom(): HTMLElement[] {
    return [...this.log.querySelectorAll<HTMLElement>('.message:not(.private)')];
  }

  /** What is done to every message: those that are here, and each that is made or changed later. */
  decorate(decoration: Decorate): void {
    this.decorations.push(decoration);
    for (const element of this.all()) decoration(element);
  }

  append(messages: MessageView[]): void {
    this.log.append(...this.rendered(messages));
    this.arrange();
  }

  /** Older messages. They are there to be read, not to be announced. */
  prepend(messages: MessageView[]): void {
    this.log.parentElement!.setAttribute('aria-live', 'off');
    this.log.prepend(...this.rendered(messages));
    this.arrange();
    setTimeout(() => this.log.parentElement!.removeAttribute('aria-live'), 500);
  }

  /** A message's new state; an older one than is shown changes nothing. */
  replace(message: MessageView): void {
    const old = this.find(message.id);
    if (!old || Number(old.dataset.rev) > message.rev) return;
    takeOver(old, this.made(message));
    this.decorated(old);
    this.arrange();
  }

  reset(messages: MessageView[]): void {
    this.log.replaceChildren();
    this.append(messages);
  }

  /** Takes the oldest away where there are too many. Answers whether there were. */
  trimOldest(): boolean {
    return this.trim(() => this.log.firstElementChild);
  }

  /** Takes the newest away where there are too many. Answers whether there were. */
  trimNewest(): boolean {
    return this.trim(() => this.log.lastElementChild);
  }

  /** The one message that the page's address leads to. */
  markTarget(element: HTMLElement): void {
    for (const other of this.all()) other.classList.toggle('is-target', other === element);
  }

  /** The reader had stopped before this seq: the line stands above the first message of others from there on. */
  markNew(seq: number): void {
    this.newFrom = seq;
    this.arrange();
  }

  /** A private message of another room, shown here because this is where the reader looks. */
  showPrivate(message: MessageView, peer: UserView, outgoing: boolean): void {
    const href = roomPath(`@${peer.username}`);
    const context = { ...message, private: { peer: peer.username, outgoing, href } };
    this.log.append(this.decorated(render.message(context)));
    this.arrange();
  }

  addLine(line: HTMLElement): void {
    this.log.append(line);
  }

  private trim(next: () => Element | null): boolean {
    let excess = -this.space;
    if (excess <= 0) return false;
    for (let element = next(); element && excess > 0; element = next()) {
      if (element.classList.contains('message')) excess--;
      element.remove();
    }
    this.arrange();
    return true;
  }

  private rendered(messages: MessageView[]): HTMLElement[] {
    return messages.filter(({ id }) => !this.has(id)).map((message) => this.decorated(this.made(message)));
  }

  private made(message: MessageView): HTMLElement {
    return render.message({ ...message, href: messagePath(this.address(), message.seq) });
  }

  private decorated(element: HTMLElement): HTMLElement {
    for (const decoration of this.decorations) decoration(element);
    return element;
  }

  private all = () => [...this.log.querySelectorAll<HTMLElement>('.message')];

  private arrange(): void {
    arrange(this.log, { newFrom: this.newFrom, myId: this.myId });
  }
}

const seqOf = (element: HTMLElement | undefined) => element && Number(element.dataset.seq);
