/** "Do not disturb" in the menu behind the reader's own name: how it stands, on all their devices, and turning it on and off. */
import type { NoticeSettingsView } from '../../shared/notices.js';
import { isolated } from '../ui/isolated.js';
import { t } from '../ui/page-texts.js';
import { timeText } from '../ui/times.js';
import { withLater } from './later.js';

export class QuietLine {
  constructor(changed: (settings: NoticeSettingsView) => void) {
    document.addEventListener('submit', (event) => {
      const form = event.target as HTMLFormElement;
      const button = event.submitter as HTMLButtonElement | null;
      if (!form.matches('[data-quiets]') || !button) return;
      event.preventDefault();
      withLater(({ chooseQuiet }) => void chooseQuiet(form, button.value, changed));
    });
  }

  show(settings: NoticeSettingsView): void {
    for (const place of document.querySelectorAll('[data-quiet-state]'))
      place.textContent = stateOf(settings);
    for (const button of document.querySelectorAll<HTMLElement>('[data-quiet-off]'))
      button.hidden = !settings.quiet;
  }
}

function stateOf({ isQuiet, quiet, quietUntil, quietHours }: NoticeSettingsView): string {
  if (!isQuiet) return t('off');
  if (quiet && quietUntil === null) return t('on');
  const time = quietUntil === null ? quietHours!.to : timeText(quietUntil, 'time');
  return t('until {{time}}', { time: isolated(time) });
}
