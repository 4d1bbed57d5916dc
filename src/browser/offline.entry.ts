/** The offline page: shows what the reader has not sent yet, and goes on when the server can be reached. */
import { lastReader } from './core/last-reader.js';
import { unsentOf } from './core/unsent.js';

/** Milliseconds. */
const every = 5_000;

const reader = lastReader(localStorage);
const unsent = reader === undefined ? [] : unsentOf(localStorage, reader);

const list = document.getElementById('unsent-texts')!;
for (const { text } of unsent) {
  const row = list.appendChild(document.createElement('li'));
  row.dir = 'auto';
  row.textContent = text;
}
document.getElementById('unsent')!.hidden = unsent.length === 0;

async function lookForServer(): Promise<void> {
  try {
    const response = await fetch('/health/live', { cache: 'no-store' });
    if (response.ok) location.reload();
  } catch {
    // Not yet.
  }
}

document.getElementById('again')!.addEventListener('click', () => location.reload());
window.addEventListener('online', () => void lookForServer());
setInterval(() => void lookForServer(), every);
