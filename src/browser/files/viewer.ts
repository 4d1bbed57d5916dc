/** One picture over the whole page, and the way to the others of its room. */
import type { MessageView } from '../../shared/messages.js';
import type { RoomFileView } from '../../shared/files.js';
import { messagePath } from '../../shared/paths.js';
import { sentenceOf } from '../ui/api.js';
import { copy } from '../ui/clipboard.js';
import { t } from '../ui/page-texts.js';
import { Toast } from '../ui/toast.js';
import { Describing } from './describe.js';
import type { RoomPictures } from './room-pictures.js';
import { Stage } from './stage.js';
import { render } from './templates.js';
import { expect, showPlace, showStrip, showWords, type ViewedRoom } from './viewer-look.js';
import { withAlt } from './viewed.js';

/** Pictures of the strip to each side. */
const around = 4;

interface Opened {
  room: ViewedRoom;
  pictures: RoomPictures;
  myId: number;
  /** To its message in the room. */
  lead(href: string): void;
  closed(shown: RoomFileView): void;
}

export class Viewer {
  private readonly dialog = render.viewer();
  private readonly strip = this.dialog.querySelector<HTMLElement>('.viewer-strip')!;
  private readonly says = this.dialog.querySelector<HTMLElement>('[data-says]')!;
  private readonly toast: Toast;
  private readonly stage: Stage;
  private readonly describing: Describing;
  private readonly deleted = new Set<number>();
  private readonly ending = new AbortController();
  private isClosing = false;
  private then: (() => void) | undefined;

  constructor(
    private readonly opened: Opened,
    private shown: RoomFileView,
  ) {
    const { dialog } = this;
    this.stage = new Stage(dialog, {
      swiped: (step) => this.step(step),
      gone: () => this.sayGone(),
      said: (sentence) => (this.says.textContent = sentence),
    });
    this.describing = new Describing(dialog.querySelector<HTMLFormElement>('.describing')!);
    this.toast = new Toast(dialog);
    dialog.addEventListener('click', ({ target }) => this.clicked(target as Element));
    dialog.addEventListener('keydown', (event) => this.pressed(event));
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      this.close();
    });
    dialog.querySelector('[data-show]')!.addEventListener('click', (event) => {
      event.preventDefault();
      this.close(() => opened.lead(messagePath(opened.room.address, this.shown.seq)));
    });
    document.body.append(dialog);
    dialog.showModal();
    // The browser's "back" closes it, as on a phone everybody expects.
    history.pushState({ ...(history.state as object), isViewing: true }, '');
    addEventListener('popstate', () => this.leave(), { signal: this.ending.signal });
    // By the browser itself, or as the page beneath is another one now.
    dialog.addEventListener('close', () => this.close());
    this.show(shown);
    opened.pictures.count().then(
      () => this.showAround(),
      () => undefined,
    );
  }

  /** A message changed or was deleted, here or by somebody else. */
  changed(message: MessageView): void {
    const { pictures } = this.opened;
    const { id, deletedAt } = message;
    if (!this.dialog.open) return;
    if (!deletedAt) {
      pictures.changed(message);
      const now = pictures.shown.find((picture) => picture.id === this.shown.id);
      if (now && now !== this.shown) this.describedAs(now);
      return;
    }
    this.deleted.add(id);
    // The one that is shown keeps its place until somebody goes on.
    pictures.forget((picture) => picture.messageId === id && picture.id !== this.shown.id);
    if (this.shown.messageId === id) this.sayGone();
    else this.showAround();
  }

  /** Leads back to what the page was; then something else may follow. */
  close(then?: () => void): void {
    // A second step back, before the first one is done, would leave the room.
    if (this.isClosing) return;
    this.isClosing = true;
    this.then = then;
    if (isViewing()) history.back();
    else this.leave();
  }

  private leave(): void {
    this.isClosing = true;
    this.ending.abort();
    this.dialog.close();
    this.dialog.remove();
    this.opened.closed(this.shown);
    this.then?.();
  }

  private show(picture: RoomFileView): void {
    this.describing.close();
    this.opened.pictures.forget(({ id, messageId }) => this.deleted.has(messageId) && id !== picture.id);
    this.shown = picture;
    this.stage.show(picture);
    showWords(this.dialog, picture, this.opened.room, this.isMine);
    this.showAround();
    this.says.textContent = [picture.alt ?? picture.name, this.placeText].filter(Boolean).join(', ');
    if (this.deleted.has(picture.messageId)) this.sayGone();
    void this.reach();
  }

  private get isMine(): boolean {
    return this.shown.author.id === this.opened.myId;
  }

  private get placeText(): string {
    return this.dialog.querySelector('[data-place]')!.textContent;
  }

  /** Where it stands among the others, and the ways to them. */
  private showAround(): void {
    const { pictures } = this.opened;
    showPlace(this.dialog, pictures.placeOf(this.shown));
    const index = pictures.shown.findIndex(({ id }) => id === this.shown.id);
    showStrip(this.strip, pictures.shown.slice(Math.max(0, index - around), index + around + 1), this.shown);
    for (const [name, step] of [
      ['older', -1],
      ['newer', 1],
    ] as const) {
      const button = this.dialog.querySelector<HTMLButtonElement>(`[data-view=${name}]`)!;
      button.hidden = !pictures.beside(this.shown, step);
    }
    this.keepFocus();
  }

  /** What had the focus may have gone: keys are heard within the dialog alone. */
  private keepFocus(): void {
    const focused = document.activeElement;
    if (this.dialog.contains(focused) && focused!.checkVisibility()) return;
    this.dialog.querySelector<HTMLElement>('.viewer-stage')!.focus();
  }

  /** What is beside it may have to be asked for first. */
  private async reach(): Promise<void> {
    const { pictures } = this.opened;
    const { shown } = this;
    const asked = ([-1, 1] as const).map((step) => pictures.reach(shown, step).catch(() => undefined));
    await Promise.all(asked);
    if (shown !== this.shown || !this.dialog.open) return;
    this.showAround();
    for (const step of [-1, 1] as const) expect(pictures.beside(shown, step));
  }

  private step(step: 1 | -1): void {
    const next = this.opened.pictures.beside(this.shown, step);
    if (next) this.show(next);
  }

  private async toEnd(step: 1 | -1): Promise<void> {
    try {
      const end = await this.opened.pictures.end(step);
      if (end && this.dialog.open) this.show(end);
    } catch (error) {
      this.toast.say(sentenceOf(error));
    }
  }

  private clicked(target: Element): void {
    const id = target.closest<HTMLElement>('.viewer-strip li')?.dataset.id;
    const chosen = this.opened.pictures.shown.find((picture) => String(picture.id) === id);
    if (chosen) return this.show(chosen);
    this.does[target.closest<HTMLElement>('[data-view]')?.dataset.view ?? '']?.();
  }

  private readonly does: Record<string, () => void> = {
    zoom: () => this.stage.zoom.toggle(),
    alt: () => this.toggleAlt(),
    copy: () => void this.copyLink(),
    close: () => this.close(),
    older: () => this.step(-1),
    newer: () => this.step(1),
    describe: () => this.describe(),
    undescribe: () => this.describing.close(),
  };

  private pressed(event: KeyboardEvent): void {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    const keys: Record<string, () => void> = {
      ...{ ArrowLeft: () => this.step(-1), ArrowRight: () => this.step(1) },
      ...{ Home: () => void this.toEnd(-1), End: () => void this.toEnd(1) },
      ...this.stage.zoom.keys,
    };
    const work = keys[key];
    if (!work) return;
    event.preventDefault();
    work();
  }

  private toggleAlt(): void {
    const isHidden = this.dialog.classList.toggle('hides-alt');
    this.dialog.querySelector('[data-view=alt]')!.setAttribute('aria-pressed', String(!isHidden));
  }

  private describe(): void {
    const { id, alt = '' } = this.shown;
    this.dialog.classList.add('is-describing');
    this.describing.open(id, alt, (said) => {
      this.dialog.classList.remove('is-describing');
      if (said === undefined || id !== this.shown.id) return;
      const now = withAlt(this.shown, said);
      this.opened.pictures.replace(now);
      this.describedAs(now);
      this.dialog.querySelector<HTMLElement>('[data-view=describe]')!.focus();
    });
  }

  private describedAs(picture: RoomFileView): void {
    this.shown = picture;
    this.stage.describe(picture.alt ?? picture.name);
    showWords(this.dialog, picture, this.opened.room, this.isMine);
  }

  private async copyLink(): Promise<void> {
    const { href } = new URL(messagePath(this.opened.room.address, this.shown.seq), location.href);
    this.toast.say((await copy(href)) ? t('Link copied') : t('The browser did not allow copying.'));
  }

  private sayGone(): void {
    this.deleted.add(this.shown.messageId);
    this.stage.sayGone();
    this.keepFocus();
  }
}

/** Whether the browser's "back" would close it: the page may have gone elsewhere meanwhile. */
const isViewing = () => (history.state as { isViewing?: boolean } | null)?.isViewing === true;
