/** Which sections of the list of rooms are folded, kept for the server's next page, so that it comes as it was left. */
import { foldedCookie } from '../../shared/rules/folded-sections.js';

/** Seconds: a year. */
const keptFor = 365 * 24 * 3600;

export function watchFolding(): void {
  // The event does not bubble.
  document.addEventListener(
    'toggle',
    ({ target }) => {
      if (target instanceof HTMLElement && target.matches('.room-section')) keep();
    },
    true,
  );
}

function keep(): void {
  const sections = [...document.querySelectorAll<HTMLDetailsElement>('.room-section')];
  const folded = sections.filter(({ open }) => !open).map(({ dataset }) => dataset.section);
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${foldedCookie}=${folded.join('.')}; path=/; max-age=${keptFor}; samesite=lax${secure}`;
}
