/** What a press on a notice does: it opens the place, replies, or marks the room as read. */
import { newClientId } from '../core/client-id.js';
import { isChatPath } from '../shell/place.js';
import type { AskedOfPage, NoticeOnScreen, TabNotice } from './payload.js';
import { askAsReader, Unanswered } from './server.js';
import { icon } from './shown.js';
import { translate } from './worker-texts.js';
import { type NotificationEvent, openWindows, worker } from './worker.js';

/** Milliseconds after which a reply that had no answer is sent once more: the id it is stored under makes that safe. */
const again = 3_000;

export async function clicked({ notification, action, reply }: NotificationEvent): Promise<void> {
  const { data } = notification;
  if (action === 'read' && data.notice) await markRead(data.notice);
  else if (action === 'reply' && reply?.trim() && data.notice) await send(data.notice, reply);
  else await open(data);
  notification.close();
}

/** Without a connection the room stays unread, which it says itself. */
async function markRead({ roomId, seq }: TabNotice): Promise<void> {
  await askAsReader('PUT', `/api/rooms/${roomId}/read`, { seq }).catch(() => undefined);
}

async function send(notice: TabNotice, text: string): Promise<void> {
  const message = { clientId: newClientId(), text };
  const post = () => askAsReader('POST', `/api/rooms/${notice.roomId}/messages`, message);
  try {
    await post().catch(async (error: unknown) => {
      if (!(error instanceof Unanswered)) throw error;
      await new Promise((resolve) => setTimeout(resolve, again));
      await post();
    });
    await markRead(notice);
  } catch {
    await sayNotSent(notice, message);
  }
}

/** The text is not lost: it stays with a notice of its own, which leads to the room with it. */
function sayNotSent(
  { roomId, path, lang }: TabNotice,
  { clientId, text }: { clientId: string; text: string },
) {
  return worker.registration.showNotification(
    translate('Not sent. Press here to try again in the room.', lang),
    {
      ...{ body: text, tag: `unsent-${clientId}`, lang, icon, dir: 'auto' },
      requireInteraction: true,
      data: { path, unsent: { roomId, text } },
    },
  );
}

/** In the window of the chat that was last in front, or in a new one. */
async function open({ path, unsent }: NoticeOnScreen): Promise<void> {
  const shown = (await openWindows()).find(({ url }) => isChatPath(new URL(url).pathname));
  const ask = (asked: AskedOfPage) => asked;
  if (shown) {
    await shown.focus().catch(() => undefined);
    shown.postMessage(ask({ kind: 'visit', path, unsent }));
  } else {
    const opened = await worker.clients.openWindow(path);
    // It waits there until the page listens.
    if (unsent) opened?.postMessage(ask({ kind: 'visit', unsent }));
  }
}
