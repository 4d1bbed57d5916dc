/** What the server is asked and told about a file that it has, or has in part; `url` is where it takes it. */
import type { UploadView } from '../../shared/files.js';
import { isGone, Refused, refusalOf, token, uploadsPath } from './bringing.js';

/** Seconds that the server may keep us waiting for what it thinks of a file. */
const wait = 20;

/** What it thinks of it, should it do so in time. Throws Refused where it does not take it. */
export async function stateAt(url: string, signal: AbortSignal): Promise<UploadView['state'] | 'gone'> {
  const response = await fetch(`${url}?wait=${wait}`, { signal });
  if (isGone(response.status)) return 'gone';
  if (!response.ok) throw refusalOf(response.status, await response.text());
  const { state, refusal } = (await response.json()) as UploadView;
  if (state === 'refused') throw new Refused(refusal);
  return state;
}

/** Says what it shows. What it refuses for good counts as said: nothing can be done about it. */
export async function describeAt(url: string, alt: string): Promise<void> {
  const response = await fetch(`${url}/alt`, {
    method: 'PUT',
    headers: { 'X-CSRF-Token': token(), 'content-type': 'application/json' },
    body: JSON.stringify({ alt }),
  });
  if (response.ok) return;
  const refusal = refusalOf(response.status, await response.text());
  if (!(refusal instanceof Refused)) throw refusal;
}

/** What it has of it goes; should it not hear of that, in a day. */
export function giveUpAt(url: string): void {
  const headers = { 'X-CSRF-Token': token(), 'Tus-Resumable': '1.0.0' };
  fetch(url, { method: 'DELETE', headers }).catch(() => undefined);
}

/** Whether it still knows it, for whoever sends a message with it. */
export async function isKnown(fileId: number): Promise<boolean> {
  const response = await fetch(`${uploadsPath}/${fileId}`);
  if (!isGone(response.status) && !response.ok) throw new Error(`answered ${response.status}`);
  return response.ok;
}
