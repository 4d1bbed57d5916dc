/** What the service worker asks of a page of the chat: what it shows, and to show what a notice leads to. */
import { draftKey, knownKey } from '../composer/draft-key.js';
import type { AskedOfPage, UnsentReply } from './payload.js';

/** What of the page answers it. */
interface Shown {
  /** The id of the room that is open, where one is. */
  readonly roomId: number | null;
  /** Shows a page of the chat. */
  go(href: string): void;
}

export function hearWorker({ data, ports }: MessageEvent<AskedOfPage>, shown: Shown): void {
  if (data.kind === 'looks-at') return ports[0]?.postMessage(shown.roomId);
  if (data.unsent) keepAsDraft(data.unsent, shown);
  if (data.path) shown.go(new URL(data.path, location.href).href);
}

/** After what is written there already. */
function keepAsDraft({ roomId, text }: UnsentReply, shown: Shown): void {
  const key = draftKey(Number(document.body.dataset.me), roomId);
  const after = (written: string | null) => (written ? `${written}\n${text}` : text);
  const field = shown.roomId === roomId ? document.querySelector<HTMLTextAreaElement>('#text') : null;
  if (!field) {
    localStorage.removeItem(knownKey(key));
    return localStorage.setItem(key, after(localStorage.getItem(key)));
  }
  field.value = after(field.value);
  field.dispatchEvent(new Event('input'));
  field.focus();
}
