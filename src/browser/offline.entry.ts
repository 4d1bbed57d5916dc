/** The offline page: shows what waits in this browser, and goes on when the server can be reached. */
import type { Unsent } from './core/outbox.js';

/** Milliseconds. */
const every = 5_000;

const unsent = Object.keys(localStorage)
  .filter((key) => key.startsWith('samovar.outbox.'))
  .map((key) => JSON.parse(localStorage.getItem(key)!) as Unsent)
  .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));

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
