/** Where one picture stands in the viewer, or a sentence in its place. */
import type { RoomFileView } from '../../shared/files.js';
import { t } from '../ui/page-texts.js';
import { isOnServer, showPicture, showWhole } from './viewer-look.js';
import { Zoom } from './zoom.js';

interface Listener {
  swiped(step: 1 | -1): void;
  /** The server does not have it any more. */
  gone(): void;
  /** There is a sentence in the place of the picture. */
  said(sentence: string): void;
}

export class Stage {
  readonly zoom: Zoom;
  private readonly image: HTMLImageElement;
  private readonly sentence: HTMLElement;
  private shown: RoomFileView | undefined;

  constructor(
    private readonly dialog: HTMLElement,
    private readonly listener: Listener,
  ) {
    this.image = dialog.querySelector<HTMLImageElement>('.viewer-picture')!;
    this.sentence = dialog.querySelector<HTMLElement>('.viewer-gone')!;
    this.zoom = new Zoom(dialog.querySelector<HTMLElement>('.viewer-stage')!, this.image, {
      zoomed: (scale) => this.zoomed(scale),
      swiped: (step) => listener.swiped(step),
    });
    this.image.addEventListener('error', () => void this.failed());
    this.image.addEventListener('load', () => (this.image.style.backgroundImage = ''));
  }

  show(picture: RoomFileView): void {
    this.shown = picture;
    this.zoom.reset();
    this.dialog.classList.remove('is-gone');
    this.image.hidden = false;
    this.sentence.hidden = true;
    showPicture(this.image, picture);
  }

  describe(words: string): void {
    this.image.alt = words;
  }

  sayGone(): void {
    this.shown = undefined;
    this.zoom.reset();
    this.image.removeAttribute('src');
    this.dialog.classList.add('is-gone');
    this.say(t('This picture was deleted.'));
  }

  private say(sentence: string): void {
    this.image.hidden = true;
    this.sentence.hidden = false;
    this.sentence.textContent = sentence;
    this.listener.said(sentence);
  }

  private zoomed(scale: number): void {
    if (scale > 1 && this.shown?.hasThumb) showWhole(this.image, this.shown);
    this.dialog.querySelector('.viewer-zoom')!.setAttribute('aria-pressed', String(scale > 1));
  }

  /** Without a word from the server it is deleted where the server does not have it. */
  private async failed(): Promise<void> {
    const { shown } = this;
    if (!shown) return;
    const isThere = await isOnServer(this.image.src);
    if (shown !== this.shown) return;
    if (isThere) this.say(t('There is no connection. Try again in a moment.'));
    else this.listener.gone();
  }
}
