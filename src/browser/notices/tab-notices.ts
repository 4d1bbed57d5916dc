/**
 * Notices of a tab that is open and not seen, for browsers that are not called by push. Of many tabs one hands them to the
 * service worker, which shows them as it shows what is pushed.
 */
import type { MessageView } from '../../shared/messages.js';
import { lobbyPath, messagePath } from '../../shared/paths.js';
import { noticeTag, reminderTag, serverName } from '../../shared/push.js';
import type { ChatSocket } from '../core/connection.js';
import type { Ignoring } from '../core/ignoring.js';
import type { KnownRoom, KnownRooms } from '../core/known-rooms.js';
import { lineOf } from '../messages/quotes.js';
import { t } from '../ui/page-texts.js';
import type { AskedByTab } from './payload.js';
import { setBadge, showBadge } from './badge.js';

/** What is said somewhere, as a notice tells of it. */
interface Said {
  room: { id: number; address: string; name: string };
  message: {
    id: number;
    seq: number;
    author: { name: string };
    text?: string | undefined;
    html?: string;
  };
}

/** What the shell knows of the reader's rooms and wishes. */
interface Known {
  readonly rooms: KnownRooms;
  readonly ignoring: Ignoring;
  readonly choices: { readonly isQuiet: boolean; readonly hidesText: boolean };
  /** Hears what others wrote in rooms that are not open. */
  readonly watch: { found?: (roomId: number, messages: MessageView[]) => void };
}

export class TabNotices {
  private isLeading = false;

  constructor(
    private readonly known: Known,
    socket: ChatSocket,
  ) {
    // For as long as this page lives; the browser hands it on.
    void navigator.locks.request('samovar.notices', () => new Promise(() => (this.isLeading = true)));
    socket.on('activity', ({ entry, rings, unread }) => {
      void setBadge(unread.all);
      if (entry && rings) void this.show(entry, true, entry.kind === 'reminder');
    });
    void showBadge();
    socket.on('chat_message', ({ roomId, messages }) => this.came(roomId, messages));
    known.watch.found = (roomId, messages) => this.came(roomId, messages);
    socket.on('read', ({ roomId, lastReadSeq: upTo }) => void ask({ kind: 'read', roomId, upTo }));
  }

  looksAt(roomId: number | null): void {
    if (roomId !== null) void ask({ kind: 'read', roomId });
  }

  /** Somebody who wants to hear of all that is said in a room hears of what is not meant for them, too. */
  private came(roomId: number, messages: MessageView[]): void {
    const { rooms, choices, ignoring } = this.known;
    const room = rooms.get(roomId);
    const me = Number(document.body.dataset.me);
    const message = messages.findLast(
      ({ author, text }) => author.id !== me && text !== undefined && !ignoring.has(author.id),
    );
    if (room && message && wantsAll(room) && !choices.isQuiet) void this.show({ room, message }, false);
  }

  private async show({ room, message }: Said, isMeant: boolean, isReminder = false): Promise<void> {
    if (!this.isLeading || document.visibilityState === 'visible') return;
    const said = this.known.choices.hidesText ? hidden() : open(room, message, isReminder);
    const tag = isReminder ? reminderTag(message.id) : noticeTag(room.id);
    const { lang } = document.documentElement;
    const notice = { roomId: room.id, seq: message.seq, isMeant, messages: 1, lang, ...said };
    await ask({ kind: 'came', notice: { kind: 'show', tag, ...notice } });
  }
}

const wantsAll = ({ access, membership }: KnownRoom) =>
  // What is said in a conversation of two is meant for the other one.
  access !== 'direct' && membership?.level === 'all' && !membership.muted;

/** As the server says it to devices. */
function open(
  { address, name: room }: Said['room'],
  { seq, author, text = '', html }: Said['message'],
  isReminder: boolean,
) {
  const { name } = author;
  const from = address.startsWith('@') ? name : t('{{name}} in #{{room}}', { name, room });
  return {
    title: isReminder ? t('Reminder: {{from}}', { from }) : from,
    body: lineOf(text, html),
    path: messagePath(address, seq),
    canReply: !isReminder,
  };
}

/** The server's own name stands in the page where it has one. */
const nameHere = () =>
  document.querySelector<HTMLMetaElement>('meta[name="application-name"]')?.content ?? serverName;

const hidden = () => ({ title: nameHere(), body: t('New message'), path: lobbyPath, canReply: false });

async function ask(asked: AskedByTab): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage(asked);
}
