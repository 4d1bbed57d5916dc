/** Deletes a message, having asked first. */
import type { Changes } from './changes.js';
import { idOf, writtenText } from './message-element.js';
import { render } from './templates.js';

export class Deleting {
  private readonly dialog = render.deleteDialog();
  private readonly quote = this.dialog.querySelector('blockquote')!;
  private readonly refusal = this.dialog.querySelector<HTMLElement>('.error')!;
  private messageId?: number;
  private opener: HTMLElement | null = null;

  constructor(
    place: HTMLElement,
    private readonly changes: Changes,
  ) {
    place.append(this.dialog);
    this.dialog.querySelector('[data-do=delete]')!.addEventListener('click', () => void this.delete());
    this.dialog.querySelector('[data-do=cancel]')!.addEventListener('click', () => this.dialog.close());
    this.dialog.addEventListener('close', () => {
      // The text must be in no open window once it is deleted.
      this.quote.textContent = '';
      this.opener?.focus({ preventScroll: true });
    });
  }

  ask(element: HTMLElement): void {
    this.messageId = idOf(element);
    this.opener = element;
    this.quote.textContent = writtenText(element);
    this.refusal.hidden = true;
    this.dialog.showModal();
  }

  private async delete(): Promise<void> {
    const refusal = await this.changes.ask('delete', { messageId: this.messageId! });
    this.refusal.hidden = refusal === undefined;
    this.refusal.textContent = refusal ?? '';
    if (refusal === undefined) this.dialog.close();
  }
}
