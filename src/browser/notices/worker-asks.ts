/** What the service worker asks of a page of the chat: what it shows, and to show what a notice leads to. */
import { draftKey } from '../composer/composer.js';
import type { Navigation } from '../shell/navigation.js';
import type { Shell } from '../shell/shell.js';
import type { AskedOfPage, UnsentReply } from './payload.js';

export function hearWorker(
  { data, ports }: MessageEvent<AskedOfPage>,
  shell: Shell,
  navigation: Navigation,
): void {
  if (data.kind === 'looks-at') return ports[0]?.postMessage(shell.visit?.room.id ?? null);
  if (data.unsent) keepAsDraft(data.unsent, shell);
  if (data.path) navigation.go(new URL(data.path, location.href).href);
}

/** After what is written there already. */
function keepAsDraft({ roomId, text }: UnsentReply, shell: Shell): void {
  const key = draftKey(Number(document.body.dataset.me), roomId);
  const after = (written: string | null) => (written ? `${written}\n${text}` : text);
  const field = shell.visitTo(roomId) && document.querySelector<HTMLTextAreaElement>('#text');
  if (!field) return localStorage.setItem(key, after(localStorage.getItem(key)));
  field.value = after(field.value);
  field.dispatchEvent(new Event('input'));
  field.focus();
}
