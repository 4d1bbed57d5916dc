/** The page of a person's devices: turns notices on and off in this browser; the page says why where it cannot be. */
import { devicesPath } from '../shared/paths.js';
import { stateOfDevice, turnOff, turnOn } from './notices/this-device.js';

const section = document.getElementById('this-device')!;
const ofThisDevice = document.querySelector<HTMLFormElement>('form[data-this-device]');
const failed = section.querySelector<HTMLElement>('[data-failed]')!;

async function show(): Promise<void> {
  const state = await stateOfDevice(ofThisDevice !== null);
  for (const part of section.querySelectorAll<HTMLElement>('[data-state]'))
    part.hidden = part.dataset.state !== state;
}

async function press(button: HTMLButtonElement, work: () => Promise<void>): Promise<void> {
  failed.hidden = true;
  button.disabled = true;
  try {
    await work();
  } catch {
    failed.hidden = false;
  } finally {
    button.disabled = false;
  }
}

section.addEventListener('click', ({ target }) => {
  const button = (target as Element).closest<HTMLButtonElement>('button[data-turns]');
  if (!button) return;
  void press(button, async () => {
    if (button.dataset.turns === 'off') {
      await turnOff();
      // The form leads back to this page.
      ofThisDevice?.requestSubmit();
    } else if (await turnOn()) location.assign(`${devicesPath}?done=on`);
    else await show();
  });
});

void show();
