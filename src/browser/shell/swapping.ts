/** Puts another page in the place of the one that is shown. */
import { localiseTimes } from '../ui/times.js';

/** Which scripts and styles a page was made with, and in which language. */
export const buildOf = (page: Document): string =>
  [
    page.documentElement.lang,
    ...[...page.head.querySelectorAll('link[rel=stylesheet]')].map((link) => link.getAttribute('href')),
    ...[...page.querySelectorAll('script[src]')].map((script) => script.getAttribute('src')),
    page.body.dataset.later,
    page.body.dataset.laterStyles,
  ].join(' ');

export const isRoom = (page: Document): boolean => page.getElementById('log') !== null;

/** Fetched ahead in a room that has been left since, a room's page is only what was to be put into that one. */
export const isPart = (page: Document): boolean => isRoom(page) && page.getElementById('rooms') === null;

/** Between two rooms the list of rooms stays; otherwise the whole page changes. */
export function swap(page: Document): void {
  for (const element of page.querySelectorAll('noscript, script:not([type="application/json"])'))
    element.remove();
  localiseTimes(page);
  // A picture over the page belongs to the entry of the history that opened it.
  if (!(history.state as { isViewing?: true } | null)?.isViewing)
    document.querySelector<HTMLDialogElement>('.viewer')?.close();
  document.title = page.title;
  if (!isRoom(document) || !isRoom(page)) {
    document.body.className = page.body.className;
    document.body.replaceChildren(...page.body.children);
    return;
  }
  for (const id of ['main', 'thread', 'people'])
    document.getElementById(id)!.replaceWith(page.getElementById(id)!);
  document.querySelector<HTMLElement>('#rooms:popover-open')?.hidePopover();
}

interface Caret {
  start: number;
  end: number;
}

const field = () => document.querySelector<HTMLTextAreaElement>('#text');

/** Where the reader is writing; undefined where they are not. */
export function caret(): Caret | undefined {
  const own = field();
  return own && own === document.activeElement
    ? { start: own.selectionStart, end: own.selectionEnd }
    : undefined;
}

/** The seq of the first message in view, where the reader has gone up from the end of what is shown for the time being. */
export function scrolledTo(): number | undefined {
  const box = document.getElementById('log-scroll');
  if (!box || -box.scrollTop < 100) return undefined;
  const { top } = box.getBoundingClientRect();
  const messages = [...box.querySelectorAll<HTMLElement>('#log .message')];
  const first = messages.find((message) => message.getBoundingClientRect().bottom > top);
  return first && Number(first.dataset.seq);
}

/** Where one writes, at the place one was; on a touch screen its keyboard would cover the room that was just opened. */
export function focusIn(page: Document, place?: Caret): void {
  const own = page.querySelector<HTMLElement>('#text, #room, #q');
  if (own && (place || !matchMedia('(pointer: coarse)').matches)) {
    own.focus({ preventScroll: true });
    if (place) field()?.setSelectionRange(place.start, place.end);
    return;
  }
  const main = page.getElementById('main')!;
  main.tabIndex = -1;
  main.focus({ preventScroll: true });
}

/** While an input method composes, the field must stay what it is. Resolves when it may be replaced. */
export async function writingRests(): Promise<void> {
  const own = field();
  if (!own?.matches('[data-composing]')) return;
  await new Promise((resolve) => own.addEventListener('compositionend', resolve, { once: true }));
}
