/** Notices in the service worker: it is called by push, by an open tab, and by whoever presses one. */
import type { PushPayload } from '../../shared/push.js';
import { clicked } from './clicked.js';
import type { AskedByTab } from './payload.js';
import { renew } from './renewed.js';
import { take, takeFromTab } from './shown.js';
import { worker } from './worker.js';

/** One after the other: what stands on the screen decides whether the next is shown. */
let last: Promise<unknown> = Promise.resolve();

function inTurn(work: () => Promise<void>): Promise<unknown> {
  return (last = last.then(work, work));
}

export function serveNotices(): void {
  worker.addEventListener('push', (event) => {
    if (event.data) event.waitUntil(inTurn(() => take(event.data!.json() as PushPayload)));
  });
  worker.addEventListener('notificationclick', (event) => event.waitUntil(clicked(event)));
  worker.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renew()));
  worker.addEventListener('message', (event) => {
    event.waitUntil(inTurn(() => takeFromTab(event.data as AskedByTab)));
  });
}
