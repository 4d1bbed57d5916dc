/** The files of a message that is not sent yet, in its bubble: how far they are, and what can be done about one that fails. */
import type { Unsent } from '../core/unsent.js';
import { say } from '../ui/passing-notice.js';
import { UploadCard } from './upload-card.js';
import { t } from './texts.js';
import { reasonOf, type Upload } from './upload.js';
import type { Uploads } from './uploads.js';

interface Actions {
  leaveOut(clientId: string, fileId: string): boolean;
  discard(clientId: string): void;
}

export function showFiles(
  bubble: HTMLElement,
  { clientId, files = [] }: Unsent,
  uploads: Uploads,
  actions: Actions,
): void {
  const list = document.createElement('ul');
  list.className = 'tray waiting-files';
  list.setAttribute('aria-label', t('Attached files'));
  const note = document.createElement('p');
  note.className = 'waiting-note';
  note.setAttribute('role', 'status');
  const said = document.createElement('span');
  const discard = document.createElement('button');
  Object.assign(discard, { type: 'button', className: 'button button-quiet', textContent: t('Discard') });
  discard.addEventListener('click', () => actions.discard(clientId));
  note.append(said, discard);
  const ending = new AbortController();
  const look = () => {
    // Stored, or made anew.
    if (!bubble.isConnected) return ending.abort();
    const states = uploadsOf.map(({ state }) => state.kind);
    const reason = reasonsOf(uploadsOf);
    const isHeldUp = states.some((kind) => kind !== 'there');
    note.hidden = !isHeldUp;
    discard.hidden = reason === undefined;
    note.classList.toggle('error', reason !== undefined);
    said.textContent = reason ?? t('Goes as soon as all files are there');
  };
  const uploadsOf = files.map((file) => uploads.of(file));
  for (const upload of uploadsOf) {
    const listener = {
      removed: () => {
        if (!actions.leaveOut(clientId, upload.file.id))
          return say(t('It may be in the room with this file already. Wait until there is an answer.'));
        card.element.remove();
        uploadsOf.splice(uploadsOf.indexOf(upload), 1);
        look();
      },
      said: () => undefined,
    };
    const card = new UploadCard(upload, listener, ending.signal);
    card.element.draggable = false;
    list.append(card.element);
    upload.watch(look, ending.signal);
  }
  bubble.querySelector('.message-text')!.after(list, note);
  queueMicrotask(look);
}

/** Which of them the server does not take, or not now, and why, each reason once; undefined where there is none. */
export function reasonsOf(uploads: Upload[]): string | undefined {
  const named = new Map<string, string[]>();
  for (const { state, file } of uploads) {
    const reason = reasonOf(state);
    if (reason !== undefined) named.set(reason, [...(named.get(reason) ?? []), file.name]);
  }
  if (named.size === 0) return undefined;
  return Array.from(named, ([reason, names]) => `${names.join(', ')}: ${reason}`).join(' ');
}
