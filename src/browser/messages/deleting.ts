/** Deletes a message, having asked first. */
import type { Changing } from './changing.js';
import type { ShownMessage } from '../core/stretch.js';
import { render } from './tool-templates.js';

export class Deleting {
  private readonly dialog = render.deleteDialog();
  private readonly quote = this.dialog.querySelector('blockquote')!;
  private readonly refusal = this.dialog.querySelector<HTMLElement>('.error')!;
  private messageId?: number;
  private opener: HTMLElement | null = null;

  constructor(
    parent: HTMLElement,
    private readonly changing: Changing,
  ) {
    parent.append(this.dialog);
    this.dialog.querySelector('[data-do=delete]')!.addEventListener('click', () => void this.delete());
    this.dialog.querySelector('[data-do=cancel]')!.addEventListener('click', () => this.dialog.close());
    this.dialog.addEventListener('close', () => {
      // The text must be in no open window once it is deleted.
      this.quote.textContent = '';
      this.opener?.focus({ preventScroll: true });
    });
  }

  ask({ id, text = '' }: ShownMessage, element: HTMLElement): void {
    this.messageId = id;
    this.opener = element;
    this.quote.textContent = text;
    this.refusal.hidden = true;
    this.dialog.showModal();
  }

  private async delete(): Promise<void> {
    const refusal = await this.changing.ask('delete', { messageId: this.messageId! });
    this.refusal.hidden = refusal === undefined;
    this.refusal.textContent = refusal ?? '';
    if (refusal === undefined) this.dialog.close();
  }
}
