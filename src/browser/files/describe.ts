/** What a picture shows, in the words of whoever sent it. */
import { limits } from '../../shared/limits.js';
import type { FileView } from '../../shared/files.js';
import { askServer, sentenceOf } from '../ui/api.js';
import { t } from '../ui/page-texts.js';

/** Keeps the words of a picture; answers with what it is then. */
export const describePicture = (id: number, alt: string): Promise<FileView> =>
  askServer<FileView>('PUT', `/api/files/${id}/alt`, { alt });

/** The form in which they are written; `done` gets the words once they are kept, undefined where nobody wants to write any. */
export class Describing {
  private readonly field: HTMLTextAreaElement;
  private readonly refusal: HTMLElement;
  private id = 0;
  private done: ((alt: string | undefined) => void) | undefined;

  constructor(private readonly form: HTMLFormElement) {
    this.field = form.querySelector('textarea')!;
    this.field.maxLength = limits.altLength;
    this.refusal = form.querySelector<HTMLElement>('.error')!;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.save();
    });
    form.addEventListener('keydown', (event) => this.pressed(event));
  }

  get isOpen(): boolean {
    return !this.form.hidden;
  }

  open(id: number, alt: string, done: (alt: string | undefined) => void): void {
    Object.assign(this, { id, done });
    this.field.value = alt;
    this.refusal.hidden = true;
    this.form.hidden = false;
    this.field.focus();
  }

  /** What was not kept is dropped. */
  close(alt?: string): void {
    if (!this.isOpen) return;
    this.form.hidden = true;
    this.done?.(alt);
    this.done = undefined;
  }

  private async save(): Promise<void> {
    const { id } = this;
    const alt = this.field.value.trim();
    try {
      await describePicture(id, alt);
      if (id === this.id) this.close(alt);
    } catch (error) {
      this.refusal.textContent = sentenceOf(error);
      this.refusal.hidden = false;
    }
  }

  /** What is written is no key of the viewer's; Esc takes back the form alone. */
  private pressed(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    this.close();
  }
}

/** What stands where there are no words yet, for whoever may write them. */
export const describeLabel = (alt: string | undefined): string =>
  alt ? t('Edit') : t('Describe the picture');
