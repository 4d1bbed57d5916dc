/**
 * Notices of a tab that is open and not seen, for browsers that are not called by push. Of many tabs one hands them to the
 * service worker, which shows them as it shows what is pushed.
 */
import type { ActivityEntry } from '../../shared/activity.js';
import type { MessageView } from '../../shared/messages.js';
import { messagePath } from '../../shared/paths.js';
import { noticeTag } from '../../shared/push.js';
import type { ChatSocket } from '../core/connection.js';
import type { KnownRoom, KnownRooms } from '../core/known-rooms.js';
import { t } from '../ui/page-texts.js';
import type { AskedByTab, TabNotice } from './payload.js';
import { setBadge, showBadge } from './badge.js';
import { Quiet } from './quiet.js';

type ToShow = Pick<TabNotice, 'roomId' | 'title' | 'body' | 'path' | 'seq' | 'isMeant'>;

export class TabNotices {
  private readonly quiet = new Quiet();
  private isLeading = false;

  constructor(
    socket: ChatSocket,
    private readonly rooms: KnownRooms,
    /** Hears what others wrote in rooms that are not open. */
    watch: { found?: (roomId: number, messages: MessageView[]) => void },
  ) {
    // For as long as this page lives; the browser hands it on.
    void navigator.locks.request('samovar.notices', () => new Promise(() => (this.isLeading = true)));
    socket.on('activity', ({ entry, rings, unread }) => {
      void setBadge(unread.all);
      if (entry && rings) void this.show(meant(entry));
    });
    void showBadge();
    socket.on('chat_message', ({ roomId, messages }) => void this.came(roomId, messages));
    watch.found = (roomId, messages) => void this.came(roomId, messages);
    socket.on('read', ({ roomId, lastReadSeq: upTo }) => void ask({ kind: 'read', roomId, upTo }));
  }

  looksAt(roomId: number | null): void {
    if (roomId !== null) void ask({ kind: 'read', roomId });
  }

  /** Somebody who wants to hear of all that is said in a room hears of what is not meant for them, too. */
  private async came(roomId: number, messages: MessageView[]): Promise<void> {
    const room = this.rooms.get(roomId);
    const me = Number(document.body.dataset.me);
    const last = messages.filter(({ author, text }) => author.id !== me && text !== undefined).at(-1);
    if (!room || !last || !wantsAll(room) || !this.isUnseen || (await this.quiet.isNow())) return;
    const { id, address, name } = room;
    const body = `${last.author.username}: ${last.text}`;
    const path = messagePath(address, last.seq);
    await this.show({ roomId: id, title: name, body, path, seq: last.seq, isMeant: false });
  }

  private get isUnseen(): boolean {
    return this.isLeading && document.visibilityState !== 'visible';
  }

  private async show(notice: ToShow): Promise<void> {
    if (!this.isUnseen) return;
    const { lang } = document.documentElement;
    const all = { kind: 'show', tag: noticeTag(notice.roomId), messages: 1, lang, canReply: true } as const;
    await ask({ kind: 'came', notice: { ...all, ...notice } });
  }
}

const wantsAll = ({ access, membership }: KnownRoom) =>
  // What is said in a conversation of two is meant for the other one.
  access !== 'direct' && membership?.level === 'all' && !membership.muted;

function meant({ kind, room, message }: ActivityEntry): ToShow {
  const { seq, author, text = '' } = message;
  const name = author.username;
  const title = kind === 'private' ? name : t('{{name}} in #{{room}}', { name, room: room.name });
  return { roomId: room.id, title, body: text, path: messagePath(room.address, seq), seq, isMeant: true };
}

async function ask(asked: AskedByTab): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage(asked);
}
