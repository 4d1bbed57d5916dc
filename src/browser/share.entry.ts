/** The page that asks where to send what another app shares: files go to the composer of the room that is chosen. */
import { limits } from '../shared/limits.js';
import { roomPath } from '../shared/paths.js';
import { attachedTo, draftKey, filesKey, knownKey } from './composer/draft-key.js';
import { newClientId } from './core/client-id.js';
import { FileStore } from './kept/file-store.js';
import { eraseShared, findShared, removeShared, type SharedFile } from './shell/shared-files.js';

const form = document.querySelector<HTMLFormElement>('form[action="/share"]')!;
const shown = document.getElementById('shared-files')!;
const me = Number(document.body.dataset.me);
const store = new FileStore(me);
/** What no room has yet. */
let left: SharedFile[] = [];
let isBusy = false;

async function begin(): Promise<void> {
  left = await findShared();
  if (left.length === 0) return;
  show();
  shown.hidden = false;
  form.addEventListener('submit', (event) => {
    if (isBusy) return event.preventDefault();
    const chosen = form.querySelector<HTMLInputElement>('[name=room]:checked');
    // Looking for a room, or none chosen: that is the server's to answer.
    if (!chosen || (event.submitter as HTMLButtonElement | null)?.name === 'find') return;
    event.preventDefault();
    void send(chosen);
  });
}

function show(): void {
  const rows = left.map(({ file }) => {
    const row = document.createElement('li');
    row.className = 'item';
    row.appendChild(document.createElement('bdi')).textContent = file.name;
    return row;
  });
  shown.querySelector('ul')!.replaceChildren(...rows);
}

/** Leads to the room once it has all; what does not fit stays here, and it is said why. */
async function send(chosen: HTMLInputElement): Promise<void> {
  const button = form.querySelector<HTMLButtonElement>('[type=submit]:not([name])')!;
  button.disabled = isBusy = true;
  const path = roomPath(chosen.dataset.address!);
  const unkept = await handOver(Number(chosen.value));
  button.disabled = isBusy = false;
  if (left.length === 0) {
    await eraseShared();
    return location.assign(path);
  }
  show();
  say('unkept', unkept.map(({ file }) => file.name).join(', '));
  const name = chosen.closest('label')!.querySelector('bdi')!.textContent;
  say('beyond', left.length > unkept.length ? name : '').href = path;
}

/** To the room's composer, beside what was begun there. Resolves to those for which the browser has no room. */
async function handOver(roomId: number): Promise<SharedFile[]> {
  const key = draftKey(me, roomId);
  const unkept: SharedFile[] = [];
  const all = left.length;
  for (const shared of left) {
    if (attachedTo(key).length >= limits.filesPerMessage) break;
    try {
      await attach(shared.file, roomId, key);
    } catch {
      unkept.push(shared);
      continue;
    }
    left = left.filter((each) => each !== shared);
    await removeShared(shared);
  }
  if (left.length === 0 || left.length < all) writeInto(key);
  return unkept;
}

async function attach(file: File, roomId: number, key: string): Promise<void> {
  const { name, type, size } = file;
  const known = { id: newClientId(), name, type, size };
  await store.add({ ...known, roomId, since: Date.now() }, file);
  localStorage.setItem(filesKey(key), JSON.stringify([...attachedTo(key), known]));
}

function writeInto(key: string): void {
  const field = form.querySelector('textarea')!;
  const begun = localStorage.getItem(key);
  if (field.value) localStorage.removeItem(knownKey(key));
  if (field.value) localStorage.setItem(key, begun ? `${begun}\n${field.value}` : field.value);
  field.value = '';
}

/** One of the page's sentences about this; without it, not. */
function say(name: 'unkept' | 'beyond', about: string): HTMLAnchorElement {
  const sentence = shown.querySelector<HTMLElement>(`[data-says=${name}]`)!;
  sentence.hidden = about === '';
  const part = sentence.querySelector<HTMLAnchorElement>('bdi, a')!;
  part.textContent = about;
  return part;
}

void begin();
