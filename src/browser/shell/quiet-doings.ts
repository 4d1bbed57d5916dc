import type { NoticeSettingsView } from '../../shared/notices.js';
import { askServer, sentenceOf } from '../ui/api.js';
import { say } from '../ui/passing-notice.js';

const minute = 60_000;

/** What was chosen in the menu: minutes, `morning`, `on` or `off`. */
export async function chooseQuiet(
  form: HTMLFormElement,
  choice: string,
  changed: (settings: NoticeSettingsView) => void,
): Promise<void> {
  try {
    changed(await askServer<NoticeSettingsView>('PATCH', '/api/me/notices', changeOf(choice)));
    form.querySelector('details')!.open = false;
    form.querySelector('summary')!.focus();
  } catch (error) {
    say(sentenceOf(error));
  }
}

function changeOf(choice: string): object {
  if (choice === 'on' || choice === 'off') return { quiet: choice === 'on' };
  const until = new Date();
  if (choice !== 'morning') until.setTime(until.getTime() + Number(choice) * minute);
  else {
    until.setDate(until.getDate() + 1);
    until.setHours(8, 0, 0, 0);
  }
  return { quietUntil: until.toISOString() };
}
