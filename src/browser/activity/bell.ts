/** The number of what was meant for the reader, at the bell of the page that is shown. */
import { t } from '../ui/page-texts.js';

export function showAtBell(count: number): void {
  const bell = document.querySelector('[data-bell]');
  const badge = bell?.querySelector<HTMLElement>('.badge');
  if (!bell || !badge) return;
  badge.textContent = String(count);
  badge.hidden = count === 0;
  bell.classList.toggle('has-news', count > 0);
  bell.setAttribute('aria-label', count > 0 ? t('Activity, {{count}} new', { count }) : t('Activity'));
}
