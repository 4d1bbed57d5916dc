/** The side columns on a narrow screen: popovers, which Esc and a press beside them close; while one is open Tab stays in it. */
import { onSwipe, type Swipe } from './swipe.js';

/** Pixels from the left edge in which a swipe draws the drawer in; the first ones are the browser's own. */
export const drawerZone = 56;
/** Pixels that are meant. */
const enough = 40;

export function watchDrawers(): void {
  onSwipe(document.documentElement, (target, x, isRight) => drawn(target, x, isRight));
  const open = document.querySelector<HTMLElement>('.drawer:popover-open');
  if (open && !open.contains(document.activeElement)) begin(open);
  // The event does not bubble.
  document.addEventListener('toggle', (event) => toggled(event), true);
  document.addEventListener('keydown', (event) => {
    const drawer = document.querySelector<HTMLElement>(':popover-open:has(.drawer-close)');
    if (event.key === 'Tab' && drawer) stayWithin(drawer, event);
  });
}

/** From the left edge, or along the heading, the list of rooms is drawn in; an open drawer is pushed back. */
function drawn(target: Element, x: number, isRight: boolean): Swipe | undefined {
  const open = target.closest<HTMLElement>('.drawer:popover-open');
  const button = document.querySelector<HTMLElement>('.rooms-button');
  const opens = isRight && !open && (x < drawerZone || target.closest('.room-header') !== null);
  const isBack = open && (open.matches('.sidebar') ? !isRight : isRight);
  if (!isBack && !(opens && button?.checkVisibility())) return undefined;
  return {
    moved: () => undefined,
    ended: (distance, isDone) => {
      if (!isDone || Math.abs(distance) < enough) return;
      if (open) open.hidePopover();
      else document.getElementById('rooms')?.showPopover();
    },
  };
}

function toggled({ target, newState }: ToggleEvent): void {
  if (newState === 'open') begin(target as Element);
}

const begin = (drawer: Element) => drawer.querySelector<HTMLElement>(':scope .drawer-close')?.focus();

/** From the last to the first and back. */
function stayWithin(drawer: HTMLElement, event: KeyboardEvent): void {
  const stops = [
    ...drawer.querySelectorAll<HTMLElement>('a[href]:not([tabindex="-1"]), button, input:not([type=hidden])'),
  ].filter((stop) => stop.checkVisibility());
  const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (document.activeElement !== from && drawer.contains(document.activeElement)) return;
  event.preventDefault();
  to?.focus();
}
