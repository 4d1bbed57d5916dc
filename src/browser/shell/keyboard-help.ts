/** The list of keys. */
import { closeButton, openDialog } from '../ui/dialogs.js';
import { t } from '../ui/page-texts.js';

const command = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl';

type Rows = [combination: string, meaning: string][];

/** What stands between spaces is a key, but for a dash. */
const everywhere = (): Rows => [
  [`${command} K`, t('Go to a room or a person, find messages and files')],
  [`${command} K Tab`, t('Search messages')],
  ['Alt ↑ ↓', t('Previous, next room')],
  ['Alt Shift ↑ ↓', t('Previous, next room with something unread')],
  ['G A', t('Go to your activity')],
  ['G L', t('Go to all rooms')],
  ['G P', t('Go to people')],
  ['G S', t('Go to the search')],
  ['G D', t('Go to a day of the room')],
  ['Shift Esc', t('Mark the room as read')],
  ['A – Z', t('Type anywhere: it goes into the message field')],
  ['?', t('This list')],
  ['Esc', t('Close, cancel')],
];

const whileWriting = (): Rows => [
  ['Enter', t('Send')],
  ['Shift Enter', t('New line')],
  ['↑', t('Edit your last message')],
  ['@ / : Tab', t('Complete a name, command or emoji')],
  ['Alt P', t('See how it will look')],
  ['Shift Tab', t('Go to the messages')],
];

/** What stands around words, or before them. */
const signs = (): Rows => [
  ['**…** *…* ~~…~~', t('Bold, slanted, struck')],
  ['`…` ```js', t('Code, a block of it in colours')],
  ['||…||', t('Hidden until it is pressed')],
  ['> - 1.', t('Quote, list')],
  ['-\u00a0[\u00a0] -\u00a0[x]', t('To do, done')],
  ['a|b -|-', t('Table: its head, and a line below')],
];

const onAMessage = (): Rows => [
  ['↑ ↓ PgUp PgDn', t('Go to another message')],
  ['Home End', t('Go to the first, the last')],
  ['← →', t('Go to its links and reactions')],
  ['R', t('Reply')],
  ['T', t('Open thread')],
  ['+', t('React')],
  ['E', t('Edit')],
  ['P', t('Write privately to its author')],
  ['S', t('Save')],
  ['#', t('Copy link')],
  ['Delete', t('Delete')],
  ['Enter', t('Show all actions')],
  ['Esc', t('Back to the message field')],
];

const inTheList = (): Rows => [
  ['↑ ↓ Home End', t('Go to another room')],
  ['A – Z', t('Find a room by its name')],
];

const whileSearching = (): Rows => [
  ['Tab', t('Complete a filter, as from: or in:')],
  ['Backspace', t('Take the last filter away')],
  ['↑ ↓', t('Go along what was found')],
  ['Enter', t('Open it in its room')],
  ['Esc', t('Back to the field')],
];

export function showKeyboardHelp(): void {
  if (document.querySelector('dialog.keyboard-help[open]')) return;
  const heading = document.createElement('h2');
  heading.textContent = t('Keyboard shortcuts');
  const sections = document.createElement('div');
  sections.className = 'keyboard-sections';
  sections.append(
    section(t('Everywhere'), everywhere()),
    section(t('While writing'), whileWriting()),
    section(t('Formatting'), signs()),
    section(t('On a message'), onAMessage()),
    section(t('In the list of rooms'), inTheList()),
    section(t('In the search'), whileSearching()),
  );
  const close = closeButton(() => dialog.close());
  const dialog = openDialog('keyboard-help', t('Keyboard shortcuts'), heading, sections, close);
}

function section(title: string, rows: Rows): HTMLElement {
  const part = document.createElement('section');
  part.appendChild(document.createElement('h3')).textContent = title;
  const list = part.appendChild(document.createElement('dl'));
  for (const [combination, meaning] of rows) list.append(row(combination, meaning));
  return part;
}

function row(combination: string, meaning: string): HTMLElement {
  const line = document.createElement('div');
  const term = line.appendChild(document.createElement('dt'));
  for (const key of combination.split(' '))
    if (key === '–') term.append('– ');
    else term.appendChild(document.createElement('kbd')).textContent = key;
  line.appendChild(document.createElement('dd')).textContent = meaning;
  return line;
}
