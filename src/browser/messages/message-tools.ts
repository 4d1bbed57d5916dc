/** What the reader can do with the messages of the open room: second thoughts, reactions, links. */
import { moderates } from '../../shared/rules/moderates.js';
import type { ShownMessage } from '../core/stretch.js';
import { isSaid } from '../../shared/rules/is-said.js';
import { copy } from '../ui/clipboard.js';
import { drawerZone } from '../ui/drawers.js';
import { onLongPress } from '../ui/long-press.js';
import { t } from '../ui/page-texts.js';
import { onSwipe } from '../ui/swipe.js';
import type { Toast } from '../ui/toast.js';
import { askForNote, toggleSaved } from '../keeping/saved.js';
import { askToDescribe } from '../files/describe-dialog.js';
import { addCopyButtons, codeAt } from './code-blocks.js';
import { idOf } from './message-element.js';
import { MessageKeys } from './message-keys.js';
import { messageLabel } from './message-label.js';
import { MessageDoings } from './message-doings.js';
import type { ActionName, Actions } from './message-menu.js';
import { MessageToolbar } from './message-toolbar.js';
import { Previews } from './previews.js';
import { askForReport } from './report-dialog.js';
import { quoteOn } from './quotes.js';
import type { Reactions } from './reactions.js';
import { swipeToAnswer } from './swipe-to-answer.js';
import type { ToolParts } from './tool-parts.js';

export class MessageTools {
  private doings: MessageDoings | undefined;
  private readonly previews: Previews;

  constructor(
    private readonly parts: ToolParts,
    private readonly reactions: Reactions,
    private readonly toast: Toast,
  ) {
    const { elements, messages, scroller } = parts;
    const { log, field } = elements;
    const allowed = (element: HTMLElement) => this.allowed(element);
    const chosen = {
      menu: (element: HTMLElement, anchor = element.getBoundingClientRect()) =>
        this.with(({ menu }) => menu.open(element, anchor)),
      act: (action: ActionName, element: HTMLElement, anchor = element.getBoundingClientRect()) => {
        if (allowed(element).includes(action)) this.actions[action](element, anchor);
      },
      toggle: (element: HTMLElement, emoji: string) => this.toggle(element, emoji),
    };
    this.previews = new Previews(parts, (sentence) => toast.say(sentence));
    messages.decorate(addCopyButtons);
    const label = (element: HTMLElement) => messageLabel(element, messages.get(idOf(element))!);
    new MessageKeys(log, messages, scroller, chosen, label, () => field?.focus());
    new MessageToolbar(log, chosen, allowed);
    onSwipe(log, (target, x, isRight) => this.swiped(target, x, isRight));
    onLongPress(log, {
      items: '.message',
      except: 'textarea, pre, .table-frame',
      open: (element) => chosen.menu(element),
    });
    log.addEventListener('click', (event) => this.clicked(event));
    field?.addEventListener('keydown', (event) => this.pressedInComposer(event));
  }

  private readonly actions: Actions = {
    react: (element, anchor) =>
      this.with(({ picker }) => picker.open(anchor, element, (emoji) => this.toggle(element, emoji))),
    reply: (element) => {
      const message = this.parts.messages.of(element)!;
      this.parts.writing.answer?.({ ...message, text: quoteOn(element, message) });
    },
    thread: (element) => this.parts.writing.thread?.(this.parts.messages.of(element)!),
    writePrivately: (element) =>
      this.parts.writing.privately?.(this.parts.messages.get(idOf(element))!.author.username),
    save: (element) => void toggleSaved(idOf(element)),
    remind: (element) => void askForNote(idOf(element)),
    pin: (element) => void this.pin(this.parts.messages.of(element)!),
    edit: (element) => this.with(({ editing }) => editing.start(this.parts.messages.of(element)!, element)),
    delete: (element) => this.with(({ deleting }) => deleting.ask(this.parts.messages.of(element)!, element)),
    markUnread: (element) => {
      this.parts
        .markUnread(this.parts.messages.of(element)!.seq)
        .catch(() => this.toast.say(t('There is no connection. Try again in a moment.')));
    },
    copyLink: (element) => {
      const { href } = element.querySelector<HTMLAnchorElement>('a.message-time')!;
      void this.copy(href, t('Link to #{{seq}} copied', { seq: this.parts.messages.of(element)!.seq }));
    },
    describe: (element) => askToDescribe(this.parts.messages.of(element)!.files ?? [], element),
    versions: (element) =>
      this.with(({ versions }) => void versions.open(this.parts.messages.of(element)!.id, element)),
    report: (element) => void askForReport(element),
    hidePreview: (element) => void this.previews.hide(element),
    copyText: (element) => void this.copy(this.parts.messages.of(element)!.text ?? '', t('Text copied')),
  };

  /** Does it in this room, unless the reader has left it on the way. */
  private with(work: (doings: MessageDoings) => void): void {
    const { elements, messages, scroller, changing, people } = this.parts;
    if (!elements.main.isConnected) return;
    const allowed = (element: HTMLElement) => this.allowed(element);
    this.doings ??= new MessageDoings(
      ...([elements, messages, scroller, changing, people, this.actions, allowed] as const),
    );
    work(this.doings);
  }

  private allowed(element: HTMLElement): ActionName[] {
    const message = this.parts.messages.of(element);
    const author = this.parts.messages.get(idOf(element))?.author;
    const isMine = author?.id === this.parts.me.id;
    const allowed: ActionName[] = this.parts.writing.privately && author && !isMine ? ['writePrivately'] : [];
    if (!message) return allowed;
    const { answer, thread } = this.parts.writing;
    if (thread && (answer || message.threadId || message.replies)) allowed.push('thread');
    if (message.deletedAt) return [...allowed, 'copyLink'];
    allowed.push('react', 'copyLink', 'save', 'remind');
    if (message.text) allowed.push('copyText');
    if (isMine && message.files?.some(({ kind }) => kind === 'picture')) allowed.push('describe');
    if (message.editedAt) allowed.push('versions');
    if (this.previews.mayHide(message)) allowed.push('hidePreview');
    if (answer) allowed.push('reply');
    if (this.parts.me.canPin) allowed.push('pin');
    if (isMine && isSaid(message.kind)) allowed.push('edit');
    if (!isMine) allowed.push('markUnread', 'report');
    if (isMine || moderates(this.parts.me.role)) allowed.push('delete');
    return allowed;
  }

  private swiped(target: Element, x: number, isRight: boolean) {
    const message = target.closest<HTMLElement>('.message');
    // Beside the edge the list of rooms is drawn in; what scrolls sideways is to.
    if (!isRight || x < drawerZone || !message || target.closest('pre, .table-frame, textarea'))
      return undefined;
    if (!this.allowed(message).includes('reply')) return undefined;
    return swipeToAnswer(message, () => this.actions.reply(message, message.getBoundingClientRect()));
  }

  private async pin({ id, pinnedAt }: ShownMessage): Promise<void> {
    const refusal = await this.parts.changing.ask('pin', { messageId: id, on: pinnedAt === undefined });
    if (refusal) this.toast.say(refusal);
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
    if (element && link && isPlain && this.parts.writing.thread) {
      // It is in view already: the address leads to it from now on, and nothing is loaded.
      event.preventDefault();
      history.replaceState(history.state, '', link.href);
      this.parts.messages.markTarget(element);
    }
    if (element && isPlain && target.closest('.edited') && this.parts.messages.of(element)) {
      event.preventDefault();
      this.actions.versions(element, element.getBoundingClientRect());
    }
    const code = codeAt(target);
    if (code !== undefined) void this.copy(code, t('Code copied'));
    if (element && target.closest('[data-do=hide]'))
      this.parts.scroller.keep(() => this.parts.messages.hidePrivate(element));
    if (!chip || !element) return;
    if (chip.dataset.emoji === undefined) this.actions.react(element, chip.getBoundingClientRect());
    else this.toggle(element, chip.dataset.emoji);
  }

  private toggle(element: HTMLElement, emoji: string): void {
    const message = this.parts.messages.of(element);
    if (message) void this.reactions.toggle(message, emoji);
  }

  /** ↑ in an empty field edits the reader's last message. */
  private pressedInComposer(event: KeyboardEvent): void {
    const { ctrlKey, metaKey, altKey, shiftKey, isComposing } = event;
    const isPlain = !ctrlKey && !metaKey && !altKey && !shiftKey && !isComposing;
    if (event.key !== 'ArrowUp' || !isPlain || (event.target as HTMLTextAreaElement).value !== '') return;
    const mine = this.parts.messages.inRoom().findLast((element) => this.allowed(element).includes('edit'));
    if (!mine) return;
    event.preventDefault();
    this.actions.edit(mine, mine.getBoundingClientRect());
  }
}
