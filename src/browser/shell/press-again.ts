import { onceThere, withLater } from './later.js';

/** An arrow or a reaction that is pressed before that is there which hears it, is pressed again as soon as it is. */
export function pressAgain(element: HTMLElement): void {
  const there = new AbortController();
  const { signal } = there;
  onceThere(() => there.abort());
  const again = (event: Event, copy: Event) => withLater(() => event.target!.dispatchEvent(copy));
  element.addEventListener(
    'keydown',
    (event) => event.key.startsWith('Arrow') && again(event, new KeyboardEvent('keydown', event)),
    { signal },
  );
  element.addEventListener(
    'click',
    (event) =>
      (event.target as Element).closest('.reaction') && again(event, new MouseEvent('click', event)),
    { signal },
  );
}
