/** The side columns on a narrow screen: popovers, which Esc and a press beside them close; while one is open Tab stays in it. */
export function watchDrawers(): void {
  // The event does not bubble.
  document.addEventListener('toggle', (event) => toggled(event), true);
  document.addEventListener('keydown', (event) => {
    const drawer = document.querySelector<HTMLElement>(':popover-open:has(.drawer-close)');
    if (event.key === 'Tab' && drawer) stayWithin(drawer, event);
  });
}

function toggled({ target, newState }: ToggleEvent): void {
  if (newState === 'open') (target as Element).querySelector<HTMLElement>(':scope .drawer-close')?.focus();
}

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
