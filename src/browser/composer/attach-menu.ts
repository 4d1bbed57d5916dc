/** On a phone: what there is to attach. */
import { placeBeside } from '../ui/floating.js';
import { elementOf } from '../ui/handlebars.js';
import attachMenu from '../../../views/composer/attach-menu.hbs';

export type Way = 'file' | 'camera' | 'voice';

/** `ways`: those that this browser has. */
export function openAttachMenu(opener: HTMLElement, ways: Way[], choose: (way: Way) => void): void {
  const menu = elementOf(attachMenu);
  const items = [...menu.querySelectorAll<HTMLElement>('[data-way]')].filter((item) => {
    const way = item.dataset.way as Way;
    if (!ways.includes(way)) item.remove();
    return ways.includes(way);
  });
  menu.addEventListener('click', ({ target }) => {
    const item = (target as Element).closest<HTMLElement>('[data-way]');
    if (!item) return;
    menu.hidePopover();
    choose(item.dataset.way as Way);
  });
  menu.addEventListener('keydown', (event) => {
    const index = items.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    items.at(to % items.length)?.focus();
  });
  menu.addEventListener('toggle', ({ newState }) => {
    if (newState !== 'closed') return;
    if (menu.contains(document.activeElement)) opener.focus({ preventScroll: true });
    menu.remove();
  });
  document.body.append(menu);
  menu.showPopover();
  placeBeside(menu, opener.getBoundingClientRect());
  items[0]?.focus({ preventScroll: true });
}
