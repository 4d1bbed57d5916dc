/** The parts of the room's page, found once. */
import type { JoinView } from '../../shared/messages.js';
import type { UserView } from '../../shared/people.js';
import { roomPath } from '../../shared/paths.js';
import { t } from '../ui/page-texts.js';
import type { RoomList } from '../rooms/room-list.js';
import { StatusLine } from './status-line.js';
import { TypingLine } from '../people/typing.js';

const byId = <Kind extends HTMLElement>(id: string) => document.getElementById(id) as Kind;

export class RoomPageParts {
  readonly main = byId('main');
  readonly logElement = byId('log');
  readonly scrollBox = byId('log-scroll');
  readonly edges = { older: byId('older'), newer: byId('newer') };
  readonly newButton = byId('new-button');
  readonly empty = document.getElementById('empty');
  readonly commands = byId('commands');
  readonly heading = byId('room-name');
  readonly topic = byId('topic');
  readonly form = document.getElementById('composer') as HTMLFormElement | null;
  readonly field = document.getElementById('text') as HTMLTextAreaElement | null;
  readonly people = byId('people');
  readonly waitingElement = byId('waiting');
  readonly status = new StatusLine(byId('status'));
  readonly typing = new TypingLine(byId('typing'));

  /** Stands in place of the message field where one may not write. */
  private readonly closed = document.createElement('p');

  constructor(readonly rooms: RoomList) {
    this.closed.className = 'notice';
  }

  /** An administrator may rename the room. */
  get address(): string {
    return this.main.dataset.address!;
  }

  /** The room is one of the reader's now. */
  joined({ room, me }: JoinView): void {
    this.rooms.setUnread(room.id, me.unread);
    this.rooms.list({
      ...room,
      href: roomPath(room.address),
      unread: me.unread,
      isOpen: true,
      isDirect: room.access === 'direct',
      isClosed: room.access === 'private' || room.access === 'admins',
      peerId: Number(this.main.dataset.peer),
    });
  }

  /** A conversation that may be new, with a message at `seq`. */
  conversation(roomId: number, peer: UserView, seq: number): void {
    this.rooms.list({
      id: roomId,
      name: peer.username,
      href: roomPath(`@${peer.username}`),
      lastSeq: seq - 1,
      unread: 0,
      isDirect: true,
      peerId: peer.id,
    });
  }

  /** Nobody, or not this reader, writes here any more; what was not sent yet stays in the field. */
  close(sentence: string): void {
    if (!this.form) return;
    this.form.hidden = true;
    this.closed.textContent = sentence;
    this.form.before(this.closed);
  }

  /** The reader may write again. A page that came without a field comes again with one. */
  reopen(): void {
    if (!this.form && !this.main.dataset.peer) location.reload();
    if (!this.form?.hidden) return;
    this.form.hidden = false;
    this.closed.remove();
  }

  showRemoved(): void {
    this.form?.remove();
    this.status.tell(t('This room is no longer open to you.'));
  }
}
