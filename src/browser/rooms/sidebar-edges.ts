/** "3 unread below": what calls beyond the edges of the list of rooms, and the way there. */
import { t } from '../ui/page-texts.js';

type Edge = 'above' | 'below';

export class SidebarEdges {
  private turn = 0;

  constructor() {
    document.addEventListener('scroll', ({ target }) => isList(target) && this.soon(), {
      capture: true,
      passive: true,
    });
    // Folding a section moves the others.
    document.addEventListener('toggle', () => this.soon(), true);
    window.addEventListener('resize', () => this.soon());
    document.addEventListener('click', ({ target }) => {
      const edge = (target as Element).closest<HTMLElement>('[data-edge-unread]')?.dataset.edgeUnread;
      if (edge) this.lead(edge as Edge);
    });
  }

  soon(): void {
    cancelAnimationFrame(this.turn);
    this.turn = requestAnimationFrame(() => this.show());
  }

  private show(): void {
    const beyond = this.beyond();
    const next = document.querySelector<HTMLButtonElement>('[data-next=mention]');
    if (next) next.disabled = !unreadRows().some((link) => link.matches('.has-mention'));
    for (const edge of ['above', 'below'] as const) {
      const button = document.querySelector<HTMLElement>(`[data-edge-unread=${edge}]`);
      if (!button) continue;
      const { length: count } = beyond[edge];
      button.hidden = count === 0;
      button.classList.toggle(
        'has-mention',
        beyond[edge].some((link) => link.matches('.has-mention')),
      );
      if (count === 0) continue;
      button.querySelector('span')!.textContent =
        edge === 'above' ? t('{{count}} unread above', { count }) : t('{{count}} unread below', { count });
    }
  }

  private lead(edge: Edge): void {
    const links = this.beyond()[edge];
    const link = edge === 'above' ? links.at(-1) : links[0];
    link?.scrollIntoView({ block: 'center' });
    link?.focus({ preventScroll: true });
  }

  /** Rows that are not folded away, in their order. */
  private beyond(): Record<Edge, HTMLElement[]> {
    const beyond: Record<Edge, HTMLElement[]> = { above: [], below: [] };
    const list = document.querySelector('.room-lists');
    if (!list) return beyond;
    const { top, bottom } = list.getBoundingClientRect();
    for (const link of unreadRows()) {
      const place = link.getBoundingClientRect();
      if (place.height === 0) continue;
      if (place.bottom <= top + 1) beyond.above.push(link);
      else if (place.top >= bottom - 1) beyond.below.push(link);
    }
    return beyond;
  }
}

const isList = (target: EventTarget | null) => target instanceof Element && target.matches('.room-lists');

const unreadRows = (): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>('.room-lists a.has-unread')].filter(
    (link) => !link.matches('[aria-current]'),
  );
