/** What can be done with what links lead to: take it away, play a video, see a message of this server where one leads to it. */
import { moderates } from '../../shared/rules/moderates.js';
import { playerOrigins } from '../../shared/rules/players.js';
import { Linked } from './linked.js';
import { idOf } from './message-element.js';
import { t } from '../ui/page-texts.js';
import { render } from './tool-templates.js';
import type { ShownMessage } from '../core/stretch.js';
import type { ToolParts } from './tool-parts.js';

export class Previews {
  constructor(
    private readonly parts: Pick<ToolParts, 'elements' | 'me' | 'messages' | 'scroller' | 'changing'>,
    private readonly tell: (sentence: string) => void,
  ) {
    const { elements, messages } = parts;
    elements.log.addEventListener('click', ({ target }) => this.clicked(target as Element));
    messages.decorate((element, message) => this.equip(element, message));
    new Linked(elements.log, messages, parts.scroller);
  }

  /** One's own; moderators anyone's. */
  mayHide({ preview, author }: ShownMessage): boolean {
    const { me } = this.parts;
    return preview !== undefined && (author.id === me.id || moderates(me.role));
  }

  async hide(element: HTMLElement): Promise<void> {
    const refusal = await this.parts.changing.ask('hide_preview', { messageId: idOf(element) });
    if (refusal !== undefined) this.tell(refusal);
  }

  /** The cross, for whoever may. */
  private equip(element: HTMLElement, message: ShownMessage): void {
    const preview = element.querySelector<HTMLElement>(':scope > .preview');
    if (!preview || preview.querySelector('.preview-hide') || !this.mayHide(message)) return;
    const cross = render.previewHide();
    cross.tabIndex = element.tabIndex;
    preview.append(cross);
  }

  private clicked(target: Element): void {
    const element = target.closest<HTMLElement>('.message');
    if (element && target.closest('[data-do=hidePreview]')) void this.hide(element);
    const play = target.closest<HTMLElement>('.preview-play');
    if (play) this.play(play);
  }

  /** Only now whoever has the video learns that somebody wants to see it. */
  private play(button: HTMLElement): void {
    const url = new URL(button.dataset.player!);
    if (!playerOrigins.includes(url.origin)) return;
    url.searchParams.set('autoplay', '1');
    const frame = document.createElement('iframe');
    frame.className = 'preview-player';
    frame.title = button.getAttribute('aria-label') ?? t('Play the video');
    frame.allow = 'autoplay; encrypted-media; fullscreen; picture-in-picture';
    // Players want to know on which site they stand.
    frame.referrerPolicy = 'strict-origin-when-cross-origin';
    frame.src = url.href;
    this.parts.scroller.change(() => {
      button.closest('.preview')!.classList.add('is-playing');
      // It stays: a page that is kept has it again, and no player.
      button.before(frame);
    });
    frame.focus();
  }
}
