/** The parts of the room's page, found once. */
import type { JoinView, UserView } from '../protocol/views.js';
import { roomPath } from '../protocol/paths.js';
import { t } from './page-texts.js';
import type { RoomList } from './room-list.js';
import { StatusLine } from './status-line.js';
import { TypingLine } from './typing.js';

const byId = <Kind extends HTMLElement>(id: string) => document.getElementById(id) as Kind;

export class RoomPageParts {
  readonly main = byId('main');
  readonly address = this.main.dataset.address!;
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

  constructor(readonly rooms: RoomList) {}

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

  showRemoved(): void {
    this.form?.remove();
    this.status.tell(t('This room is no longer open to you.'));
  }
}
