/** Files that are dropped, or pasted where nobody writes: anywhere on the room they are for the room, on a thread for the thread. */
import { t } from '../ui/page-texts.js';
import { say } from '../ui/passing-notice.js';
import { fieldFor } from '../shell/typing-anywhere.js';

type Take = (files: File[]) => void;

const takers = new WeakMap<HTMLFormElement, Take>();
let overlay: HTMLElement | undefined;
let isWatching = false;

/** `form`: where one writes, as long as it is on the page. */
export function receiveFiles(form: HTMLFormElement, take: Take): void {
  takers.set(form, take);
  if (isWatching) return;
  isWatching = true;
  document.addEventListener('dragover', (event) => dragged(event));
  document.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) hide();
  });
  document.addEventListener('drop', (event) => dropped(event));
  // Before those who take its text.
  document.addEventListener('paste', (event) => pasted(event), { capture: true });
}

/** Where an office's program copies a picture of what it copies, the text is meant; beside a file there is its name as text, too. */
export function pastedFiles({ clipboardData }: ClipboardEvent): File[] {
  const { files = [], types = [] } = clipboardData ?? {};
  const isText = types.includes('text/plain');
  return isText && (types.includes('text/rtf') || types.includes('text/html')) ? [] : [...files];
}

const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false;

function dragged(event: DragEvent): void {
  if (!hasFiles(event)) return;
  // Anywhere else the browser would open the file in place of the chat.
  event.preventDefault();
  const form = formAt(event.target as Element);
  event.dataTransfer!.dropEffect = form ? 'copy' : 'none';
  if (form) show(form);
  else hide();
}

function dropped(event: DragEvent): void {
  if (!hasFiles(event)) return;
  event.preventDefault();
  hide();
  const form = formAt(event.target as Element);
  if (!form) return;
  // A folder looks like a file that cannot be read.
  const items = [...event.dataTransfer!.items].filter(({ kind }) => kind === 'file');
  const folders = items.filter((item) => item.webkitGetAsEntry()?.isDirectory);
  const files = items.filter((item) => !folders.includes(item)).map((item) => item.getAsFile());
  if (folders.length > 0) say(t('A folder cannot be sent: drop the files in it, or pack it.'));
  takers.get(form)!(files.filter((file) => file !== null));
  form.querySelector('textarea')?.focus();
}

function pasted(event: ClipboardEvent): void {
  const files = pastedFiles(event);
  if (files.length === 0) return;
  const field = fieldFor(event);
  const take = field?.form && takers.get(field.form);
  if (!take) return;
  event.preventDefault();
  event.stopPropagation();
  take(files);
  field.focus({ preventScroll: true });
}

/** Where what is dropped there would be written. */
function formAt(target: Element): HTMLFormElement | undefined {
  if (document.querySelector('dialog[open]')) return undefined;
  const thread = target.closest('#thread');
  const form = (thread ?? document).querySelector<HTMLFormElement>(thread ? '.composer' : '#composer');
  return form && !form.hidden && takers.has(form) ? form : undefined;
}

function show(form: HTMLFormElement): void {
  const place = form.closest<HTMLElement>('#thread, #main')!;
  if (overlay?.parentElement === place) return;
  hide();
  overlay = document.createElement('p');
  overlay.className = 'drop-here';
  const where = form.querySelector('textarea')!.placeholder;
  overlay.append(
    Object.assign(document.createElement('strong'), { textContent: t('Let go to attach') }),
    where,
  );
  place.append(overlay);
}

function hide(): void {
  overlay?.remove();
  overlay = undefined;
}
