/** Edits a message in its place. The text stays in the editor until the server has taken it, or the reader gives up. */
import { longestMessage } from '../ui/longest-message.js';
import { Completion, type Mentionable } from '../composer/completion.js';
import type { Changing } from './changing.js';
import type { ShownMessage } from '../core/stretch.js';
import type { MessageList } from './message-list.js';
import type { Scroller } from '../ui/scroller.js';
import { hasOnScreenKeyboard } from '../ui/on-screen-keyboard.js';
import { render } from './tool-templates.js';

export class Editing {
  private readonly editor = render.messageEditor({ maxlength: longestMessage() });
  private readonly field = this.editor.querySelector('textarea')!;
  private readonly refusal = this.editor.querySelector<HTMLElement>('.error')!;
  private readonly completion: Completion;
  private messageId?: number;

  constructor(
    private readonly messages: MessageList,
    private readonly scroller: Scroller,
    private readonly changing: Changing,
    /** Where the focus goes when the message itself has none to give back. */
    private readonly home: HTMLElement | null,
    people: Mentionable,
  ) {
    const replace = (from: number, to: number, text: string) => {
      this.field.setRangeText(text, from, to, 'end');
      this.field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    };
    this.completion = new Completion(this.field, people, replace, (list) => this.field.after(list));
    this.editor.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.save();
    });
    this.editor.querySelector('[data-do=cancel]')!.addEventListener('click', () => this.stop());
    this.field.addEventListener('keydown', (event) => this.pressed(event));
    messages.decorate((element, message) => this.keepIn(element, message));
  }

  start(message: ShownMessage, element: HTMLElement): void {
    if (message.id === this.messageId) return this.field.focus();
    this.stop();
    this.messageId = message.id;
    this.field.value = message.text ?? '';
    this.say(undefined);
    this.scroller.change(() => this.keepIn(element, message));
    this.scroller.reveal(element);
    this.field.focus({ preventScroll: true });
    this.field.setSelectionRange(this.field.value.length, this.field.value.length);
  }

  private async save(): Promise<void> {
    const text = this.field.value;
    const { messageId } = this;
    if (messageId === undefined) return;
    if (text === this.messages.get(messageId)?.text) return this.stop();
    this.editor.setAttribute('aria-busy', 'true');
    const refusal = await this.changing.ask('edit', { messageId, text });
    this.editor.removeAttribute('aria-busy');
    if (this.messageId !== messageId) return;
    if (refusal === undefined) this.stop();
    else this.say(refusal);
  }

  /** The editor goes, the message shows its text again. */
  private stop(): void {
    const element = this.messageId === undefined ? undefined : this.messages.find(this.messageId);
    const hadFocus = this.editor.contains(document.activeElement);
    this.completion.close();
    this.messageId = undefined;
    this.scroller.change(() => {
      element?.classList.remove('is-editing');
      this.editor.remove();
    });
    if (hadFocus) (this.home ?? element)?.focus({ preventScroll: true });
  }

  /** A message may be made anew while it is edited, or go from the page and come back. */
  private keepIn(element: HTMLElement, message: ShownMessage): void {
    if (message.id !== this.messageId) return;
    if (message.deletedAt) return this.stop();
    element.classList.add('is-editing');
    if (!element.contains(this.editor)) element.querySelector('.message-text')!.after(this.editor);
  }

  private pressed(event: KeyboardEvent): void {
    // While an input method composes, Enter chooses a word. Safari reports its last Enter with key code 229.
    if (event.isComposing || event.keyCode === 229) return;
    if (this.completion.takes(event)) return event.stopPropagation();
    if (event.key === 'Escape') this.stop();
    else if (event.key === 'Enter' && !event.shiftKey && !hasOnScreenKeyboard()) void this.save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private say(refusal: string | undefined): void {
    this.scroller.change(() => {
      this.refusal.hidden = refusal === undefined;
      this.refusal.textContent = refusal ?? '';
    });
    this.field.setAttribute('aria-invalid', String(refusal !== undefined));
  }
}
