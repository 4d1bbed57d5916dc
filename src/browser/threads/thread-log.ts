/** The messages of an open thread: the one that began it, its answers, and what is on its way there. */
import { limits } from '../../shared/limits.js';
import type { MessageView, SendView } from '../../shared/messages.js';
import type { ThreadView } from '../../shared/threads.js';
import type { OutboxListener } from '../core/outbox.js';
import type { Unsent } from '../core/unsent.js';
import { type ShownMessage, Stretch } from '../core/stretch.js';
import { MessageList } from '../messages/message-list.js';
import { WaitingList } from '../messages/waiting-list.js';
import { number, t } from '../ui/page-texts.js';
import { Scroller } from '../ui/scroller.js';
import { plain, plainUnsent, type ThreadParts } from './thread-parts.js';

const part = (panel: HTMLElement, id: string) => panel.querySelector<HTMLElement>(`#thread-${id}`)!;

export class ThreadLog implements OutboxListener {
  readonly scroller: Scroller;
  private readonly root: MessageList;
  private readonly stretch = new Stretch();
  private readonly list: MessageList;
  private readonly waiting: WaitingList;
  private readonly earlier: HTMLElement;
  private isLoading = false;
  /** Of the answers, the thread's whole number. */
  private count: number;

  constructor(
    private readonly panel: HTMLElement,
    private readonly parts: ThreadParts,
    private readonly view: ThreadView,
    answer: ((message: ShownMessage) => void) | undefined,
    /** Something may have come into view. */
    private readonly looked: () => void,
  ) {
    const { room, me } = parts;
    const address = () => room.session.room.address;
    const thread = { root: { message: view.root, element: panel } };
    this.count = view.root.replies?.count ?? 0;
    this.scroller = new Scroller(part(panel, 'scroll'), '.message', looked);
    this.root = new MessageList(part(panel, 'root'), new Stretch(), address, me.id, thread);
    this.list = new MessageList(part(panel, 'log'), this.stretch, address, me.id, thread);
    this.earlier = part(panel, 'earlier');
    this.root.append([view.root]);
    this.fill();
    for (const list of [this.root, this.list]) this.equip(list, answer);
    const change = (mutate: () => void) => this.scroller.change(mutate);
    const { outbox } = room.session;
    const { uploads } = parts;
    this.waiting = new WaitingList(part(panel, 'waiting'), me, this.list, { outbox, uploads }, change);
    for (const unsent of outbox.left) this.added(unsent);
    this.earlier.addEventListener('click', (event) => {
      event.preventDefault();
      void this.loadEarlier();
    });
  }

  /** The seq of the last answer that is in view; undefined where none is. */
  get lastInView(): number | undefined {
    const found = this.scroller.inView(this.list.inRoom());
    return found && this.list.of(found.last)?.seq;
  }

  /** Shows the message, where it is here. */
  show(seq: number): boolean {
    const element = this.list.bySeq(seq) ?? this.root.bySeq(seq);
    if (!element) return false;
    this.list.markTarget(element);
    this.scroller.show(element);
    return true;
  }

  append(messages: MessageView[]): void {
    const { id } = this.view.root;
    const answers = messages.filter(({ threadId, id: own }) => threadId === id && !this.stretch.get(own));
    if (answers.length === 0) return;
    this.count += answers.length;
    this.scroller.change(() => {
      this.list.append(answers.map(plain));
      this.list.trim('oldest');
      this.waiting.shown(answers, this.parts.room.session.outbox.inFlight);
      this.showEarlier();
    });
    this.looked();
  }

  change(message: MessageView): void {
    const comes = message.preview !== undefined && !this.list.get(message.id)?.preview;
    this.scroller[comes ? 'change' : 'keep'](() => {
      this.root.replace(message);
      this.list.replace(plain(message));
    });
  }

  added(unsent: Unsent): void {
    if (unsent.answers?.threadId === this.view.root.id)
      this.scroller.change(() => this.waiting.add(plainUnsent(unsent)));
  }

  answered(unsent: Unsent, value: SendView): void {
    const isToCome = 'seq' in value && value.threadId === this.view.root.id && !this.stretch.get(value.id);
    if (isToCome) this.waiting.settle(unsent.clientId, value.id);
    else this.discarded(unsent);
  }

  refused(unsent: Unsent): void {
    this.scroller.change(() => this.waiting.refuse(unsent));
  }

  discarded({ clientId }: Unsent): void {
    this.scroller.change(() => this.waiting.remove(clientId));
  }

  private fill(): void {
    const { messages, hasBefore, following, lastReadSeq } = this.view;
    this.stretch.hasOlder = hasBefore;
    this.list.append(messages.map(plain));
    if (following) this.list.markNew(lastReadSeq + 1);
    this.showEarlier();
    const line = this.panel.querySelector('.new-line');
    if (line && !this.scroller.shows(line)) this.scroller.startAt(line);
  }

  private equip(list: MessageList, answer: ((message: ShownMessage) => void) | undefined): void {
    const log = part(this.panel, list === this.root ? 'root' : 'log');
    const field = this.panel.querySelector<HTMLTextAreaElement>('#thread-text');
    const elements = { main: this.panel, log, field: list === this.list ? field : null };
    this.parts.equip(elements, list, this.scroller, answer);
  }

  private async loadEarlier(): Promise<void> {
    const before = this.stretch.firstSeq;
    if (this.isLoading || before === undefined) return;
    this.isLoading = true;
    const asked = { messageId: this.view.root.id, before, limit: limits.threadPage };
    const answer = await this.parts.connection.ask('thread', asked).catch(() => undefined);
    this.isLoading = false;
    if (!answer?.ok || !this.panel.isConnected) return;
    const { messages, hasBefore } = answer.value;
    this.scroller.keep(() => {
      this.list.prepend(messages.map(plain));
      this.stretch.hasOlder = hasBefore;
      this.showEarlier();
    });
  }

  private showEarlier(): void {
    const { count } = this;
    const earlier = number(Math.max(count - this.stretch.inRoom.length, 1));
    this.earlier.hidden = !this.stretch.hasOlder;
    this.earlier.querySelector('span')!.textContent = t('{{earlier}} earlier of {{count}} answers', {
      earlier,
      count,
    });
  }
}
