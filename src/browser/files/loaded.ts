import { askServerItself } from './ask-server.js';

/** A picture that is there needs no blur behind it, which would shine through one with clear parts. */
export function watchLoaded(): void {
  const isThere = (image: Element) => image.closest('.picture-link')?.classList.add('is-there');
  document.addEventListener(
    'load',
    ({ target }) => {
      if ((target as Element).matches('.shown')) isThere(target as Element);
    },
    { capture: true },
  );
  document.addEventListener(
    'error',
    (event) => {
      const { target } = event;
      const isShown = target instanceof HTMLImageElement || target instanceof HTMLMediaElement;
      // Nobody else takes it for failed yet.
      if (isShown && askServerItself(target)) event.stopPropagation();
    },
    { capture: true },
  );
  for (const image of document.querySelectorAll<HTMLImageElement>('img.shown'))
    if (image.complete) isThere(image);
}
