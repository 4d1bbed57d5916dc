/** The chat's part in notices that cannot wait: where the reader looks, and what the service worker asks. The rest comes later. */
import { later } from '../shell/later.js';
import type { Leading } from '../shell/leading.js';
import type { Shell } from '../shell/shell.js';
import { Attention } from './attention.js';
import type { AskedOfPage } from './payload.js';

/** The reader let this browser tell them. */
const isAllowed = () => 'Notification' in window && Notification.permission === 'granted';
/** The icon of the installed app has a number. */
const isInstalled = () => matchMedia('(display-mode: standalone)').matches;

export function watchNotices(shell: Shell, leading: Leading): void {
  const { connection } = shell;
  const needsMore = 'serviceWorker' in navigator && (isAllowed() || isInstalled());
  const tab = needsMore
    ? later().then(({ TabNotices }) => new TabNotices(shell, connection.socket))
    : undefined;
  const looksAt = (roomId: number | null) =>
    void tab?.then((notices) => notices.looksAt(roomId)).catch(() => undefined);
  const attention = new Attention(connection, () => shell.visit?.room.id, looksAt);
  shell.arrived = () => attention.look();
  navigator.serviceWorker?.addEventListener('message', (event: MessageEvent<AskedOfPage>) => {
    later()
      .then(({ hearWorker }) =>
        hearWorker(event, { roomId: shell.visit?.room.id ?? null, go: (href) => leading.go(href) }),
      )
      .catch(() => undefined);
  });
}
