/** A file as a card: in the composer before it is sent, in its message while that waits for it. */
import { nameIt, render } from './templates.js';
import { t } from './texts.js';
import { reasonOf, type Upload } from './upload.js';
import { written } from './written.js';

interface CardListener {
  removed(upload: Upload): void;
  /** Opens what can be said and done about it; without one nothing can. */
  opened?(upload: Upload): void;
  /** It came to an end or is put off, for whoever does not see it. */
  said(sentence: string): void;
}

export class UploadCard {
  readonly element: HTMLElement;
  private readonly line: HTMLElement;
  private readonly bar: HTMLProgressElement;
  private readonly act: HTMLButtonElement;
  /** What was said of it last. */
  private news: string | undefined;

  constructor(
    readonly upload: Upload,
    private readonly listener: CardListener,
    signal: AbortSignal,
  ) {
    const { id, name } = upload.file;
    this.element = render.card({ id, name });
    const part = <Kind extends HTMLElement>(selector: string) => this.element.querySelector<Kind>(selector)!;
    this.line = part('.upload-said');
    this.bar = part<HTMLProgressElement>('.upload-bar');
    this.bar.setAttribute('aria-label', name);
    this.act = part<HTMLButtonElement>('.upload-act');
    this.act.addEventListener('click', () => this.acted());
    const open = part<HTMLButtonElement>('.upload-open');
    open.disabled = !listener.opened;
    nameIt(open, t('{{name}}: describe or move', { name }));
    open.addEventListener('click', () => listener.opened?.(upload));
    const remove = part<HTMLButtonElement>('.upload-remove');
    nameIt(remove, t('Remove {{name}}', { name }));
    remove.addEventListener('click', () => listener.removed(upload));
    upload.watch(() => this.show(), signal);
    this.news = newsOf(upload);
    this.show();
  }

  focus(): void {
    this.element.querySelector<HTMLElement>('.upload-open:enabled, .upload-remove')?.focus();
  }

  show(): void {
    const { state, file } = this.upload;
    this.showLook();
    this.element.dataset.state = state.kind;
    this.element.classList.toggle('has-reason', reasonOf(state) !== undefined);
    this.line.textContent = this.said();
    this.line.parentElement!.querySelector<HTMLElement>('.upload-there')!.hidden = state.kind !== 'there';
    this.bar.hidden = state.kind !== 'going' && state.kind !== 'looking';
    this.bar.value = state.kind === 'going' ? state.sent / Math.max(file.size, 1) : 1;
    const isRetry = state.kind === 'failed';
    const isAsked = this.canDescribe && state.kind === 'there';
    this.act.hidden = !isRetry && !isAsked;
    if (isRetry) this.act.textContent = t('Retry');
    else if (isAsked) this.act.textContent = file.alt ? t('Described') : t('Describe');
    this.sayNews();
  }

  /** Once, however often it is tried, until somebody presses Retry. */
  private sayNews(): void {
    const news = newsOf(this.upload);
    if (news !== undefined && news !== this.news) this.listener.said(news);
    if (news !== undefined || this.upload.state.kind === 'waiting') this.news = news;
  }

  private get canDescribe(): boolean {
    return this.listener.opened !== undefined && this.upload.look !== undefined;
  }

  private acted(): void {
    const { upload } = this;
    if (upload.state.kind !== 'failed') return this.listener.opened?.(upload);
    upload.start();
    this.focus();
  }

  private said(): string {
    const { state, file } = this.upload;
    switch (state.kind) {
      case 'waiting':
        return t('waiting');
      case 'going':
        if (state.isHeld) return state.reason ?? t('waits for the connection');
        return t('{{part}} of {{whole}}', {
          part: written.fileSize(state.sent),
          whole: written.fileSize(file.size),
        });
      case 'looking':
        return t('nearly there');
      case 'there':
        return written.fileSize(file.size);
      case 'failed':
        return state.reason;
    }
  }

  /** As soon as its bytes are at hand. */
  private showLook(): void {
    const { look, file } = this.upload;
    const frame = this.element.querySelector('.upload-open')!;
    if (!look || frame.querySelector('img')) return;
    const picture = document.createElement('img');
    Object.assign(picture, { src: look, alt: file.alt ?? '', draggable: false, decoding: 'async' });
    // What the browser cannot show keeps the drawing.
    picture.addEventListener('error', () => picture.remove());
    frame.append(picture);
  }
}

/** What whoever does not see it is to hear of it. */
function newsOf({ state, file }: Upload): string | undefined {
  if (state.kind === 'there') return t('{{name}} is uploaded', { name: file.name });
  const reason = reasonOf(state);
  return reason === undefined ? undefined : `${file.name}: ${reason}`;
}
