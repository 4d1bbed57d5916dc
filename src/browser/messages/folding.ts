/** What somebody wrote whom the reader ignores: one quiet line, until they want to see it. */
import type { Ignoring } from '../core/ignoring.js';
import { idOf } from './message-element.js';
import type { MessageList } from './message-list.js';
import { render } from './templates.js';

export class Folding {
  /** Of the messages that the reader wanted to see, while the room is open. */
  private readonly wanted = new Set<number>();

  constructor(
    log: HTMLElement,
    messages: MessageList,
    private readonly ignoring: Ignoring,
    /** Does what changes heights so that what is read stays in place. */
    keep: (mutate: () => void) => void,
    signal: AbortSignal,
  ) {
    const fold = (element: HTMLElement) => this.fold(element);
    messages.decorate(fold);
    ignoring.onChange(() => keep(() => messages.each(fold)), signal);
    log.addEventListener('click', ({ target }) => {
      const line = (target as Element).closest('[data-unfolds]');
      const element = line?.closest<HTMLElement>('.message');
      if (element) keep(() => this.show(element));
    });
  }

  private show(element: HTMLElement): void {
    this.wanted.add(idOf(element));
    this.fold(element);
    element.focus({ preventScroll: true });
  }

  private fold(element: HTMLElement): void {
    const isFolded = this.isOfIgnored(element) && !this.wanted.has(idOf(element));
    const line = element.querySelector('.folded-line');
    element.classList.toggle('is-folded', isFolded);
    if (isFolded && !line) element.prepend(render.foldedLine());
    if (!isFolded) line?.remove();
    const quote = element.querySelector<HTMLElement>('.quote');
    quote?.classList.toggle('is-folded', this.isOfIgnored(quote));
    // Of what was folded or shown just now a screen reader is told anew.
    if (isFolded !== (line !== null)) element.removeAttribute('aria-label');
  }

  private isOfIgnored = ({ dataset }: HTMLElement): boolean => this.ignoring.has(Number(dataset.author));
}
