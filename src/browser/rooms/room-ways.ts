/** From room to room along the list: by Alt and the arrows, with Shift to what is unread, and to the next mention. */

import { watchGroupStarting } from '../people/group-starting.js';
import { watchInviting } from '../people/inviting.js';

/** In the sidebar, or in the lobby where there is none. */
const allRows = () => [...document.querySelectorAll<HTMLElement>('.room-lists li > a, .room-cards li > a')];

/** `lead` shows a page of the chat. */
export function watchRoomWays(lead: (href: string) => void): void {
  watchInviting();
  watchGroupStarting(lead);
  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.defaultPrevented || !event.altKey || event.ctrlKey || event.metaKey)
      return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    go(step, (link) => (event.shiftKey ? link.matches('.has-unread') : link.checkVisibility()));
  });
  document.addEventListener('click', ({ target }) => {
    if ((target as Element).closest('[data-next=mention]')) go(1, (link) => link.matches('.has-mention'));
  });
}

/** To the next one that fits, round the end of the list; navigation follows the link as if it were pressed. */
function go(step: 1 | -1, fits: (link: HTMLElement) => boolean): void {
  const rows = allRows();
  const count = rows.length;
  const current = rows.findIndex((link) => link.matches('[aria-current]'));
  const from = current === -1 && step === -1 ? count : current;
  for (let n = 1; n <= count; n++) {
    const link = rows[(from + step * n + count * 2) % count]!;
    if (!link.matches('[aria-current]') && fits(link)) return link.click();
  }
}
