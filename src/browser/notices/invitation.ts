/** A line in the lobby that offers notices, until the reader has answered it in this browser. */
import { devicesPath } from '../../shared/paths.js';
import { stateOfDevice, turnOn } from './this-device.js';

export async function inviteToNotices(): Promise<void> {
  const line = document.getElementById('notices-invitation');
  const key = `samovar.notices.asked.${document.body.dataset.me}`;
  if (!line || localStorage.getItem(key) || (await stateOfDevice(false)) !== 'off') return;
  // Whoever allowed them once has turned them off since.
  if (Notification.permission !== 'default') return;
  line.hidden = false;
  line.addEventListener('click', ({ target }) => {
    const answer = (target as Element).closest<HTMLElement>('[data-answer]')?.dataset.answer;
    if (!answer) return;
    localStorage.setItem(key, answer);
    if (answer === 'yes') void accept(line);
    else line.hidden = true;
  });
}

async function accept(line: HTMLElement): Promise<void> {
  try {
    const isOn = await turnOn();
    for (const button of line.querySelectorAll('button')) button.remove();
    if (isOn) line.querySelector('p')!.textContent = line.dataset.on!;
    else line.hidden = true;
  } catch {
    // The page of devices says what stands in the way.
    location.assign(devicesPath);
  }
}
