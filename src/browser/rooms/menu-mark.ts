/** On a phone the list of rooms is behind a button: a dot says that another room has something unread, "@" that it means the reader. */
import { t } from '../ui/page-texts.js';

export function markMenuButton(isUnread: boolean, isMeant: boolean): void {
  const button = document.querySelector<HTMLElement>('.rooms-button');
  const mark = button?.querySelector<HTMLElement>('[data-menu-mark]');
  if (!button || !mark) return;
  mark.hidden = !isUnread;
  mark.textContent = isMeant ? '@' : '';
  const label = isMeant ? t('Rooms, something is for you') : t('Rooms, something is unread');
  button.setAttribute('aria-label', isUnread ? label : button.dataset.label!);
}
