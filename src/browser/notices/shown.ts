/** Notices on the screen: one a room, none for what is before the reader's eyes. */
import { noticeTag, type PushPayload, type TestNotice } from '../../shared/push.js';
import type { AskedByTab, TabNotice } from './payload.js';
import { setBadge } from './badge.js';
import { translate } from './worker-texts.js';
import { openWindows, type WindowClient, worker } from './worker.js';

/** Milliseconds in which a window says what it shows; one that is still loading shows nothing yet. */
const answerWithin = 500;

export const icon = '/icons/samovar-192.png';

/** Does what came by push. */
export async function take(payload: PushPayload): Promise<void> {
  if (payload.kind === 'test') return showTest(payload);
  if (payload.kind === 'show') await show(payload);
  await close(payload.kind === 'show' ? (payload.closes ?? []) : payload.tags);
  await setBadge(payload.badge);
}

/** Does what a tab asks. */
export async function takeFromTab(asked: AskedByTab): Promise<void> {
  if (asked.kind === 'read') return closeRead(asked.roomId, asked.upTo);
  // Not while any tab is seen, which shows it by itself, nor where it comes by push.
  if ((await visibleWindows()).length > 0 || (await worker.registration.pushManager?.getSubscription()))
    return;
  await show(asked.notice);
}

async function show(notice: TabNotice): Promise<void> {
  const { roomId, tag, title, body, path, seq, isMeant, lang } = notice;
  const [standing] = await worker.registration.getNotifications({ tag });
  const told = standing?.data.notice?.seq ?? 0;
  // Two that were sent one after the other may come the other way round; what called already is not told once more.
  if (told > seq || (told === seq && !isMeant) || (await isBeforeEyes(roomId))) return;
  await worker.registration.showNotification(title, {
    ...{ body, tag, lang, icon, dir: 'auto', data: { path, notice } },
    ...(isMeant ? { renotify: true } : { silent: true }),
    actions: actionsOf(notice),
  });
}

const showTest = ({ title, body, path }: TestNotice) =>
  worker.registration.showNotification(title, { body, tag: 'test', icon, dir: 'auto', data: { path } });

/** The system shows a field for a `reply` where it has one; elsewhere the press leads to the room. */
const actionsOf = ({ canReply, lang }: TabNotice) => [
  ...(canReply
    ? [
        {
          action: 'reply',
          title: translate('Reply', lang),
          type: 'text' as const,
          placeholder: translate('Your reply', lang),
        },
      ]
    : []),
  { action: 'read', title: translate('Mark as read', lang) },
];

async function close(tags: string[]): Promise<void> {
  for (const notice of await worker.registration.getNotifications())
    if (tags.includes(notice.tag)) notice.close();
}

async function closeRead(roomId: number, upTo = Infinity): Promise<void> {
  for (const notice of await worker.registration.getNotifications({ tag: noticeTag(roomId) }))
    if ((notice.data.notice?.seq ?? 0) <= upTo) notice.close();
}

async function isBeforeEyes(roomId: number): Promise<boolean> {
  return (await Promise.all((await visibleWindows()).map(roomShownIn))).includes(roomId);
}

const visibleWindows = async () =>
  (await openWindows()).filter(({ visibilityState }) => visibilityState === 'visible');

function roomShownIn(window: WindowClient): Promise<number | null> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), answerWithin);
    port1.onmessage = ({ data }: MessageEvent<number | null>) => {
      clearTimeout(timer);
      resolve(data);
    };
    window.postMessage({ kind: 'looks-at' }, [port2]);
  });
}
