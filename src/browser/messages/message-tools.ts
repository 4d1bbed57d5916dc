/** What the reader can do with the messages of the open room: second thoughts, reactions, links. */
import type { Role, UserView } from '../../shared/people.js';
import type { Connection } from '../core/connection.js';
import type { ShownMessage } from '../core/stretch.js';
import { copy } from '../ui/clipboard.js';
import { drawerZone } from '../ui/drawers.js';
import { onceThere, withLater } from '../shell/later.js';
import { onLongPress } from '../ui/long-press.js';
import { t } from '../ui/page-texts.js';
import { onSwipe } from '../ui/swipe.js';
import type { Scroller } from '../ui/scroller.js';
import { Toast } from '../ui/toast.js';
import type { Changing } from './changing.js';
import { idOf } from './message-element.js';
import { MessageKeys } from './message-keys.js';
import { messageLabel } from './message-label.js';
import type { MessageList } from './message-list.js';
import type { MessageDoings } from './message-doings.js';
import type { ActionName, Actions } from './message-menu.js';
import { Reactions } from './reactions.js';
import { swipeToAnswer } from './swipe-to-answer.js';

interface RoomElements {
  main: HTMLElement;
  log: HTMLElement;
  /** The composer's field, where the reader may write. */
  field: HTMLTextAreaElement | null;
}

/** Where the reader writes. */
interface Writing {
  /** Undefined where they may not. */
  answer: ((message: ShownMessage) => void) | undefined;
  /** Undefined in a conversation of two. */
  privately: ((username: string) => void) | undefined;
  /** Undefined in a thread. */
  thread: ((message: ShownMessage) => void) | undefined;
}

export class MessageTools {
  private readonly toast: Toast;
  private readonly reactions: Reactions;
  private doings: MessageDoings | undefined;

  constructor(
    private readonly elements: RoomElements,
    private readonly me: UserView & { role: Role },
    private readonly messages: MessageList,
    private readonly scroller: Scroller,
    private readonly changing: Changing,
    connection: Connection,
    private readonly writing: Writing,
    private readonly markUnread: (seq: number) => Promise<void>,
  ) {
    const { main, log, field } = elements;
    this.toast = new Toast(main);
    this.reactions = new Reactions(me, connection, messages, scroller, changing, (sentence) =>
      this.toast.say(sentence),
    );
    const allowed = (element: HTMLElement) => this.allowed(element);
    const chosen = {
      menu: (element: HTMLElement, anchor = element.getBoundingClientRect()) =>
        this.with(({ menu }) => menu.open(element, anchor)),
      act: (action: ActionName, element: HTMLElement, anchor = element.getBoundingClientRect()) => {
        if (allowed(element).includes(action)) this.actions[action](element, anchor);
      },
      toggle: (element: HTMLElement, emoji: string) => this.toggle(element, emoji),
    };
    const label = (element: HTMLElement) => messageLabel(element, messages.get(idOf(element))!);
    new MessageKeys(log, messages, scroller, chosen, label, () => field?.focus());
    onceThere(({ MessageToolbar }) => new MessageToolbar(log, chosen, allowed));
    onSwipe(log, (target, x, isRight) => this.swiped(target, x, isRight));
    onLongPress(log, { items: '.message', except: 'textarea, pre', open: (element) => chosen.menu(element) });
    log.addEventListener('click', (event) => this.clicked(event));
    field?.addEventListener('keydown', (event) => this.pressedInComposer(event));
  }

  private readonly actions: Actions = {
    react: (element, anchor) =>
      this.with(({ picker }) => picker.open(anchor, element, (emoji) => this.toggle(element, emoji))),
    reply: (element) => this.writing.answer?.(this.messages.of(element)!),
    thread: (element) => this.writing.thread?.(this.messages.of(element)!),
    writePrivately: (element) => this.writing.privately?.(this.messages.get(idOf(element))!.author.username),
    edit: (element) => this.with(({ editing }) => editing.start(this.messages.of(element)!, element)),
    delete: (element) => this.with(({ deleting }) => deleting.ask(this.messages.of(element)!, element)),
    markUnread: (element) => {
      this.markUnread(this.messages.of(element)!.seq).catch(() =>
        this.toast.say(t('There is no connection. Try again in a moment.')),
      );
    },
    copyLink: (element) => {
      const { href } = element.querySelector<HTMLAnchorElement>('a.message-time')!;
      void this.copy(href, t('Link to #{{seq}} copied', { seq: this.messages.of(element)!.seq }));
    },
    copyText: (element) => void this.copy(this.messages.of(element)!.text ?? '', t('Text copied')),
  };

  /** Does it in this room, unless the reader has left it on the way. */
  private with(work: (doings: MessageDoings) => void): void {
    withLater((later) => {
      const { elements, messages, scroller, changing } = this;
      if (!elements.main.isConnected) return;
      this.doings ??= new later.MessageDoings(
        elements,
        messages,
        scroller,
        changing,
        this.actions,
        (element) => this.allowed(element),
      );
      work(this.doings);
    });
  }

  private allowed(element: HTMLElement): ActionName[] {
    const message = this.messages.of(element);
    const author = this.messages.get(idOf(element))?.author;
    const isMine = author?.id === this.me.id;
    const allowed: ActionName[] = this.writing.privately && author && !isMine ? ['writePrivately'] : [];
    if (!message) return allowed;
    const { answer, thread } = this.writing;
    if (thread && (answer || message.threadId || message.replies)) allowed.push('thread');
    if (message.deletedAt) return [...allowed, 'copyLink'];
    allowed.push('react', 'copyLink', 'copyText');
    if (answer) allowed.push('reply');
    if (isMine) allowed.push('edit');
    else allowed.push('markUnread');
    if (isMine || this.me.role === 'admin') allowed.push('delete');
    return allowed;
  }

  private swiped(target: Element, x: number, isRight: boolean) {
    const message = target.closest<HTMLElement>('.message');
    // Beside the edge the list of rooms is drawn in; what scrolls sideways is to.
    if (!isRight || x < drawerZone || !message || target.closest('pre, textarea')) return undefined;
    if (!this.allowed(message).includes('reply')) return undefined;
    return swipeToAnswer(message, () => this.actions.reply(message, message.getBoundingClientRect()));
  }

  private async copy(text: string, confirmation: string): Promise<void> {
    this.toast.say((await copy(text)) ? confirmation : t('The browser did not allow copying.'));
  }

  private clicked(event: MouseEvent): void {
    const target = event.target as Element;
    const element = target.closest<HTMLElement>('.message');
    const link = target.closest<HTMLAnchorElement>('a.message-time');
    const chip = target.closest<HTMLElement>('.reaction');
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (element && link && isPlain && this.writing.thread) {
      // It is in view already: the address leads to it from now on, and nothing is loaded.
      event.preventDefault();
      history.replaceState(history.state, '', link.href);
      this.messages.markTarget(element);
    }
    if (element && target.closest('[data-do=hide]'))
      this.scroller.keep(() => this.messages.hidePrivate(element));
    if (!chip || !element) return;
    if (chip.dataset.emoji === undefined) this.actions.react(element, chip.getBoundingClientRect());
    else this.toggle(element, chip.dataset.emoji);
  }

  private toggle(element: HTMLElement, emoji: string): void {
    const message = this.messages.of(element);
    if (message) void this.reactions.toggle(message, emoji);
  }

  /** ↑ in an empty field edits the reader's last message. */
  private pressedInComposer(event: KeyboardEvent): void {
    const { ctrlKey, metaKey, altKey, shiftKey, isComposing } = event;
    const isPlain = !ctrlKey && !metaKey && !altKey && !shiftKey && !isComposing;
    if (event.key !== 'ArrowUp' || !isPlain || (event.target as HTMLTextAreaElement).value !== '') return;
    const mine = this.messages.inRoom().findLast((element) => this.allowed(element).includes('edit'));
    if (!mine) return;
    event.preventDefault();
    this.actions.edit(mine, mine.getBoundingClientRect());
  }
}
