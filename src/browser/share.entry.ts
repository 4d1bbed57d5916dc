/** The page that asks where to send what another app shares: files go to the composer of the room that is chosen. */
import { limits } from '../shared/limits.js';
import { roomPath } from '../shared/paths.js';
import { draftKey } from './composer/draft-key.js';
import type { UnsentFile } from './core/carried-files.js';
import { newClientId } from './core/client-id.js';
import { FileStore } from './kept/file-store.js';
import { eraseShared, findShared } from './shell/shared-files.js';

const form = document.querySelector<HTMLFormElement>('form[action="/share"]')!;
const me = Number(document.body.dataset.me);

async function begin(): Promise<void> {
  const files = (await findShared()).slice(0, limits.filesPerMessage);
  if (files.length === 0) return;
  const shown = document.getElementById('shared-files')!;
  for (const { name } of files) {
    const row = shown.querySelector('ul')!.appendChild(document.createElement('li'));
    row.className = 'item';
    row.appendChild(document.createElement('bdi')).textContent = name;
  }
  shown.hidden = false;
  form.addEventListener('submit', (event) => {
    const chosen = form.querySelector<HTMLInputElement>('[name=room]:checked');
    // Looking for a room, or none chosen: that is the server's to answer.
    if (!chosen || (event.submitter as HTMLButtonElement | null)?.name === 'find') return;
    event.preventDefault();
    const path = roomPath(chosen.dataset.address!);
    void handOver(files, Number(chosen.value)).finally(() => location.assign(path));
  });
}

/** To the room's composer, beside what was begun there. */
async function handOver(files: File[], roomId: number): Promise<void> {
  const store = new FileStore(me);
  const key = draftKey(me, roomId);
  const text = form.querySelector('textarea')!.value;
  const begun = localStorage.getItem(key);
  if (text) localStorage.setItem(key, begun ? `${begun}\n${text}` : text);
  const there = JSON.parse(localStorage.getItem(`${key}.files`) ?? '[]') as UnsentFile[];
  for (const file of files.slice(0, limits.filesPerMessage - there.length)) {
    const { name, type, size } = file;
    const known = { id: newClientId(), name, type, size };
    await store.add({ ...known, roomId, since: Date.now() }, file);
    there.push(known);
    localStorage.setItem(`${key}.files`, JSON.stringify(there));
  }
  await eraseShared();
}

void begin();
