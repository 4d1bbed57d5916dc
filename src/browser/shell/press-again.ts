import { onceThere, withLater } from './later.js';

const buttons = '.reaction, .spoiler, [data-people-close], [data-next], [data-do], .composer [type=button]';
/** Which open over the page. */
const opening = 'a[data-picture], a.edited, a[data-person], #people-button';

/**
 * An arrow, or a button that is no form's, which is pressed before that is there which hears it, is pressed again as soon as it
 * is; a picture, what leads to earlier versions, to a person and to the people of the room, too. Forms and other links work without.
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
    const isOpening = (event.target as Element).closest(opening) && isPlain(event);
    if (event.defaultPrevented || !(isOpening || (event.target as Element).closest(buttons))) return;
    const copy = new MouseEvent('click', event);
    if (isOpening) event.preventDefault();
    again(event, copy);
  };
  document.addEventListener('keydown', pressed, { signal });
  document.addEventListener('click', clicked, { signal });
}

const isPlain = ({ ctrlKey, metaKey, shiftKey, altKey }: MouseEvent) =>
  !ctrlKey && !metaKey && !shiftKey && !altKey;
