/** What is being written, as it will look, in the place of the field: by a button where there is something to see, or Alt P. */
import draftPreview from '../../../views/composer/draft-preview.hbs';
import previewButton from '../../../views/composer/preview-button.hbs';
import type { DraftPreview } from '../../shared/draft-preview.js';
import { mayBeFormatted } from '../../shared/rules/markup.js';
import { formatted } from '../messages/formatter.js';
import { askServer } from '../ui/api.js';
import { elementOf } from '../ui/handlebars.js';
import { letterOf } from '../ui/letters.js';

export class PreviewOfDraft {
  private readonly button = elementOf(previewButton);
  private shown: HTMLElement | undefined;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly field: HTMLTextAreaElement,
    /** What would be sent of what is written. */
    private readonly sends: (written: string) => string,
  ) {
    form.querySelector('.emoji-button')?.before(this.button);
    this.button.addEventListener('click', () => void this.toggle());
    field.addEventListener('input', () => this.look());
    form.addEventListener('keydown', (event) => this.pressed(event), true);
    form.addEventListener('submit', () => this.shown && this.leave(), true);
    this.look();
  }

  /** The button is there where there is something to see. */
  look(): void {
    this.button.hidden = !mayBeFormatted(this.field.value) && !/:\w+:/.test(this.field.value);
  }

  private async toggle(): Promise<void> {
    if (this.shown) return this.leave();
    const { value } = this.field;
    if (!value.trim()) return;
    const preview = await previewOf(this.sends(value));
    // Somebody has typed on, sent it or gone.
    if (value !== this.field.value || this.shown || !this.form.isConnected) return;
    this.shown = elementOf(draftPreview, preview);
    this.field.before(this.shown);
    this.field.hidden = true;
    this.button.setAttribute('aria-pressed', 'true');
    this.shown.focus();
  }

  private leave(): void {
    this.shown?.remove();
    this.shown = undefined;
    this.field.hidden = false;
    this.button.setAttribute('aria-pressed', 'false');
    this.field.focus();
  }

  private pressed(event: KeyboardEvent): void {
    const { altKey, ctrlKey, metaKey, key, target } = event;
    if (altKey && !ctrlKey && !metaKey && letterOf(event) === 'p') {
      event.preventDefault();
      return void this.toggle();
    }
    if (!this.shown || altKey || ctrlKey || metaKey) return;
    if (key === 'Escape') {
      // Nothing else is closed by it.
      event.stopPropagation();
      this.leave();
    } else if (target === this.shown && key === 'Enter') this.form.requestSubmit();
    // What is typed goes on in the field.
    else if (target === this.shown && key.length === 1 && key !== ' ') this.leave();
  }
}

/** Without a connection as far as this browser knows, which has no colours. */
async function previewOf(text: string): Promise<DraftPreview> {
  try {
    return await askServer<DraftPreview>('POST', '/api/preview', { text });
  } catch {
    const html = await formatted(text);
    return { kind: 'text', text, ...(html !== null && { html }) };
  }
}
