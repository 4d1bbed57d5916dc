import { ownZone } from '../ui/times.js';

/** Whoever has not chosen a time zone is offered the one of their browser. */
export function guessZone(): void {
  const list = document.querySelector<HTMLSelectElement>('[data-guess-zone]');
  if (!list) return;
  const zone = ownZone();
  if ([...list.options].some(({ value }) => value === zone)) list.value = zone;
}
