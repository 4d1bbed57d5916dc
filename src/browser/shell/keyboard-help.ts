/** The list of keys. */
import { closeButton, openDialog } from '../ui/dialogs.js';
import { t } from '../ui/page-texts.js';

const command = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl';

/** Keys, and what they do; alternatives are parted by a slash. */
const keys = (): [string, string][] => [
  [`${command} K`, t('Go to a room or a person')],
  ['Alt ↑ ↓', t('Next or previous room; with Shift the next unread')],
  ['?', t('This list')],
  ['Enter', t('Send')],
  ['Shift Enter', t('New line')],
  ['↑', t('Edit your last message')],
  ['Shift Tab', t('Go to the messages; ↑ and ↓ move between them')],
  ['Enter', t('On a message: show the actions')],
  ['E R C Delete', t('On a message: edit, react, copy the link, delete')],
  ['@ / : Tab', t('Complete a name, command or emoji')],
  ['Esc', t('Close, cancel')],
];

export function showKeyboardHelp(): void {
  if (document.querySelector('dialog.keyboard-help[open]')) return;
  const heading = document.createElement('h2');
  heading.textContent = t('Keyboard shortcuts');
  const list = document.createElement('dl');
  for (const [combination, meaning] of keys()) list.append(row(combination, meaning));
  const close = closeButton(() => dialog.close());
  const dialog = openDialog('keyboard-help', t('Keyboard shortcuts'), heading, list, close);
}

function row(combination: string, meaning: string): HTMLElement {
  const line = document.createElement('div');
  const term = line.appendChild(document.createElement('dt'));
  for (const key of combination.split(' ')) term.appendChild(document.createElement('kbd')).textContent = key;
  line.appendChild(document.createElement('dd')).textContent = meaning;
  return line;
}
