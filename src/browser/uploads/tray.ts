/** What is attached to the message that is being written, in its order: one card a file. */
import { limits } from '../../shared/limits.js';
import { attachedAt } from '../composer/draft-key.js';
import type { UnsentFile } from '../core/carried-files.js';
import { say } from '../ui/passing-notice.js';
import { asSent } from './as-sent.js';
import { openCard, type OpenDialog } from './card-dialog.js';
import { UploadCard } from './upload-card.js';
import { nameIt, render } from './templates.js';
import { moveByDragging } from './tray-dragging.js';
import { t } from './texts.js';
import type { Upload } from './upload.js';
import type { Uploads } from './uploads.js';
import { reasonsOf } from './waiting-files.js';

/** What the page does for it. */
interface TrayPage {
  /** Somebody wants to attach more. */
  more(): void;
  openDialog: OpenDialog;
}

export class Tray {
  private readonly list = document.createElement('ul');
  private readonly status = document.createElement('p');
  /** Below the field: what Send will wait for. */
  private readonly note = document.createElement('p');
  private readonly cards = new Map<string, UploadCard>();
  /** Ends when the place where one writes is not on the page any more. */
  private readonly ending = new AbortController();

  constructor(
    private readonly form: HTMLFormElement,
    /** Under which the draft's files stand in the browser's storage. */
    private readonly key: string,
    private readonly roomId: number,
    private readonly uploads: Uploads,
    private readonly page: TrayPage,
  ) {
    this.list.className = 'tray';
    this.list.setAttribute('aria-label', t('Attached files'));
    this.status.className = 'visually-hidden';
    this.status.setAttribute('role', 'status');
    this.note.className = 'files-note';
    const last = render.more();
    const button = last.querySelector('button')!;
    nameIt(button, t('Attach more files'));
    button.addEventListener('click', () => page.more());
    this.list.append(last);
    form.prepend(this.list, this.status);
    form.parentElement!.querySelector('.under-composer')?.prepend(this.note);
    this.list.addEventListener('keydown', (event) => this.pressed(event));
    moveByDragging(this.list, (id, to) => this.move(id, to));
    const { signal } = this.ending;
    // The same draft in another tab: what was sent or removed there is gone here, too.
    addEventListener('storage', (event) => event.key === key && this.follow(), { signal });
    this.follow();
  }

  get isEmpty(): boolean {
    return this.cards.size === 0;
  }

  async attach(files: File[]): Promise<void> {
    const ready = await Promise.all(files.map(asSent));
    const free = limits.filesPerMessage - this.cards.size;
    for (const file of ready.slice(0, free)) this.add(this.uploads.attach(this.roomId, file));
    if (ready.length > free)
      say(
        t('A message takes {{most}} files. Send the others with the next.', { most: limits.filesPerMessage }),
      );
    this.changed();
    this.status.textContent = t('{{count}} files are attached', { count: this.cards.size });
    this.list.scrollLeft = this.list.scrollWidth;
  }

  /** All of them, once: they go out with the text. */
  take(): UnsentFile[] {
    const files = this.files();
    this.empty();
    return files;
  }

  private files(): UnsentFile[] {
    return this.order().map(({ file: { id, name, type, size } }) => ({ id, name, type, size }));
  }

  private order(): Upload[] {
    return this.elements().map(({ dataset }) => this.cards.get(dataset.file!)!.upload);
  }

  private elements = () => [...this.list.querySelectorAll<HTMLElement>('.upload-card')];

  private add(upload: Upload): void {
    const listener = {
      removed: () => this.remove(upload),
      opened: () => this.open(upload),
      said: (sentence: string) => (this.status.textContent = sentence),
    };
    const card = new UploadCard(upload, listener, this.ending.signal);
    this.cards.set(upload.file.id, card);
    this.list.lastElementChild!.before(card.element);
    upload.watch(() => this.look(), this.ending.signal);
  }

  private remove(upload: Upload): void {
    const elements = this.elements();
    const index = elements.findIndex(({ dataset }) => dataset.file === upload.file.id);
    this.drop(upload.file.id);
    this.uploads.letGo([upload.file], false);
    this.changed();
    this.status.textContent = t('{{name}} is removed', { name: upload.file.name });
    const next = this.elements().at(Math.min(index, elements.length - 2));
    if (next && elements.length > 1) this.cards.get(next.dataset.file!)!.focus();
    else this.form.querySelector('textarea')?.focus();
  }

  private drop(id: string): void {
    this.cards.get(id)?.element.remove();
    this.cards.delete(id);
  }

  private empty(): void {
    for (const id of [...this.cards.keys()]) this.drop(id);
    this.changed();
  }

  private open(upload: Upload): void {
    const { id } = upload.file;
    const at = () => this.elements().findIndex(({ dataset }) => dataset.file === id);
    openCard(this.page.openDialog, upload, {
      mayMove: (by) => at() + by >= 0 && at() + by < this.cards.size,
      move: (by) => this.move(id, at() + by),
    });
  }

  /** Alt and an arrow carry a card to the left or right. */
  private pressed(event: KeyboardEvent): void {
    const card = (event.target as Element).closest<HTMLElement>('.upload-card');
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!card || !by || !event.altKey || event.ctrlKey || event.metaKey) return;
    // In some browsers the page before.
    event.preventDefault();
    event.stopPropagation();
    const isRightToLeft = getComputedStyle(this.list).direction === 'rtl';
    this.move(card.dataset.file!, this.elements().indexOf(card) + (isRightToLeft ? -by : by));
    (event.target as HTMLElement).focus();
  }

  private move(id: string, to: number): void {
    const { element, upload } = this.cards.get(id)!;
    const others = this.elements().filter((each) => each !== element);
    if (to < 0 || to > others.length) return;
    (others[to] ?? this.list.lastElementChild!).before(element);
    element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    this.changed();
    const [place, count] = [to + 1, this.cards.size];
    this.status.textContent = t('{{name}} is number {{place}} of {{count}} now', {
      name: upload.file.name,
      place,
      count,
    });
  }

  /** What the storage says of it. */
  private follow(): void {
    if (!this.form.isConnected) return this.ending.abort();
    const kept = attachedAt(this.key);
    for (const id of [...this.cards.keys()]) if (!kept.some((file) => file.id === id)) this.drop(id);
    for (const file of kept) if (!this.cards.has(file.id)) this.add(this.uploads.of(file));
    this.show();
  }

  private changed(): void {
    try {
      if (this.isEmpty) localStorage.removeItem(this.key);
      else localStorage.setItem(this.key, JSON.stringify(this.files()));
    } catch {
      // Storage full or forbidden: they live as long as the page.
    }
    this.show();
  }

  private show(): void {
    this.list.hidden = this.isEmpty;
    this.list.querySelector<HTMLElement>('.tray-more')!.hidden = this.cards.size >= limits.filesPerMessage;
    this.form.classList.toggle('has-files', !this.isEmpty);
    this.look();
  }

  private look(): void {
    if (!this.form.isConnected) return this.ending.abort();
    const order = this.order();
    const isHeldUp = order.some(({ state }) => state.kind !== 'there');
    const reason = reasonsOf(order);
    this.note.classList.toggle('error', reason !== undefined);
    this.note.textContent = reason ?? (isHeldUp ? t('Goes as soon as all files are there') : '');
  }
}
