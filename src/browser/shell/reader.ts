/** Keeps in this browser whom its pages are for: what they have not sent yet is nobody else's to see. */
import { rememberReader } from '../core/last-reader.js';

export function watchReader(): void {
  const { me } = document.body.dataset;
  if (me !== undefined) rememberReader(localStorage, Number(me));
  // Not every page without a name is for nobody: one that says what failed may not know.
  else if (document.querySelector('[action="/login"]')) rememberReader(localStorage, undefined);
  onSignOut(() => rememberReader(localStorage, undefined));
}

/** Whoever signs out here knows: the form leads on. */
export function onSignOut(work: () => void): void {
  document.addEventListener('submit', ({ target }) => {
    if ((target as HTMLFormElement).matches('[action="/logout"]')) work();
  });
}
