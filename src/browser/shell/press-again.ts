import { onceThere, withLater } from './later.js';

const buttons = '.reaction, [data-next], [data-do], .composer [type=button]';

/**
 * An arrow, or a button that is no form's, which is pressed before that is there which hears it, is pressed again as soon as it
 * is. Forms and links work without.
 */
export function pressAgain(): void {
  const there = new AbortController();
  const { signal } = there;
  onceThere(() => there.abort());
  const again = ({ target }: Event, copy: Event) => withLater(() => target!.dispatchEvent(copy));
  const pressed = (event: KeyboardEvent) => {
    if (event.key.startsWith('Arrow') && !event.defaultPrevented)
      again(event, new KeyboardEvent('keydown', event));
  };
  const clicked = (event: MouseEvent) => {
    if ((event.target as Element).closest(buttons) && !event.defaultPrevented)
      again(event, new MouseEvent('click', event));
  };
  document.addEventListener('keydown', pressed, { signal });
  document.addEventListener('click', clicked, { signal });
}
