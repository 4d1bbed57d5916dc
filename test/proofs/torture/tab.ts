/** One browser tab in one room: the browser's own session (src/browser/core), and a pen that writes down all it is told. */
import { randomUUID } from 'node:crypto';
import type { ChatSocket } from '../../../src/browser/core/connection.js';
import { Outbox } from '../../../src/browser/core/outbox.js';
import type { Unsent } from '../../../src/browser/core/unsent.js';
import { Outboxes } from '../../../src/browser/core/outboxes.js';
import { RoomLog } from '../../../src/browser/core/room-log.js';
import { RoomSession, type RoomSessionListener } from '../../../src/browser/core/room-session.js';
import type { MessageView } from '../../../src/shared/messages.js';
import type { UserView } from '../../../src/shared/people.js';
import type { RoomView } from '../../../src/shared/rooms.js';
import { MemoryStorage } from '../../support/memory-storage.js';
import type { View } from './checker/history.js';
import { RecordedConnection } from './recorded-connection.js';
import type { Place, Recorder } from './recorder.js';

export class Tab implements RoomSessionListener {
  readonly view: View;
  /** Ids of the people shown as online. */
  readonly people = new Set<number>();
  isOver = false;
  /** Does nothing of its own accord. */
  isQuiet = false;
  private readonly connection: RecordedConnection;
  private readonly session: RoomSession;

  constructor(
    readonly name: string,
    readonly place: Place,
    private readonly recorder: Recorder,
    /** Survives a reload, as the browser's does. */
    readonly storage = new MemoryStorage(),
  ) {
    this.view = recorder.openView(name, place, false);
    this.connection = new RecordedConnection(place, recorder, () => (this.isOver = true));
    this.listen();
    this.session = new RoomSession(
      this.connection,
      new Outboxes(this.storage, place.userId, this.connection),
      startIn(place),
      this,
      (roomId) => find(place, roomId),
    );
  }

  get socket(): ChatSocket {
    return this.connection.socket;
  }

  get log(): RoomLog {
    return this.session.log;
  }

  get outbox(): Outbox {
    return this.session.outbox;
  }

  get isJoined(): boolean {
    return this.session.isJoined;
  }

  get isRemoved(): boolean {
    return this.session.isRemoved;
  }

  ask: RecordedConnection['ask'] = (event, payload) => this.connection.ask(event, payload);

  write(text: string): void {
    const clientId = randomUUID();
    this.recorder.wrote(this.name, this.place, { clientId, text, place: this.storage.written++ }, false);
    this.session.outbox.add(text, clientId);
  }

  async markRead(seq: number): Promise<void> {
    const mark = this.recorder.marking(this.place, seq);
    const { lastReadSeq } = await this.session.markRead(seq);
    mark.acknowledged = Math.max(mark.acknowledged, Math.min(seq, lastReadSeq));
  }

  close(): void {
    this.isOver = true;
    this.connection.close();
  }

  // What the session tells.

  append(messages: MessageView[]): void {
    this.recorder.appended(this.view, messages);
  }

  change(message: MessageView): void {
    this.recorder.changed(this.view, message);
  }

  reset(messages: MessageView[]): void {
    this.recorder.reset(this.view, messages);
  }

  answered({ clientId }: Unsent): void {
    this.recorder.settled(this.place, clientId, 'answered');
  }

  refused({ clientId }: Unsent): void {
    this.recorder.settled(this.place, clientId, 'refused');
  }

  removed(): void {
    this.view.isComplete = false;
  }

  added(): void {}
  discarded(): void {}
  joined(): void {}
  caughtUp(): void {}
  putOff(): void {}
  changed(): void {}

  private listen(): void {
    const { socket } = this;
    const { roomId, address } = this.place;
    const ours = (payload: { roomId: number }) => payload.roomId === roomId;
    const isStray = (payload: { roomId: number }) => ours(payload) && this.isRemoved;
    const stray = (messages: MessageView[]) => this.recorder.heardAfterRemoval(this.view, messages);
    socket.on('disconnect', () => !this.isOver && this.recorder.disconnects++);
    socket.on('chat_message', (payload) => isStray(payload) && stray(payload.messages));
    socket.on('message_changed', (payload) => isStray(payload) && stray([payload.message]));
    socket.on('activity', ({ entry }) => {
      if (entry?.kind === 'mention' && entry.room.id === roomId)
        this.recorder.heardCalls.push({
          tab: this.name,
          userId: this.place.userId,
          messageId: entry.message.id,
        });
    });
    // A removed person's page does not join any more; here it tries, and must get nothing.
    socket.on('connect', () => {
      if (!this.isRemoved) return;
      const joining = this.ask('join', { room: address, rev: this.log.rev });
      joining.then((answer) => answer.ok && stray(answer.value.messages)).catch(() => undefined);
    });
    const add = (users: UserView[]) => users.forEach(({ id }) => this.people.add(id));
    socket.on('user_list', (payload) => {
      if (!ours(payload)) return;
      this.people.clear();
      add(payload.users);
    });
    socket.on('user_join', (payload) => ours(payload) && add(payload.users));
    socket.on(
      'user_leave',
      (payload) => ours(payload) && payload.users.forEach(({ id }) => this.people.delete(id)),
    );
  }
}

/** A page that shows nothing yet. */
function startIn({ roomId: id, address, userId }: Place) {
  const room: RoomView = {
    ...{ id, address, name: address, topic: '', access: 'public', posting: 'everyone' },
    ...{ lastSeq: 0, rev: 0, slowSeconds: 0, archivedAt: null },
  };
  const membership = {
    level: 'all',
    ownLevel: 'all',
    muted: false,
    mutedUntil: null,
    favourite: false,
    section: null,
    place: null,
  } as const;
  const standing = {
    ...({
      role: 'member',
      keeper: false,
      keeps: false,
      member: true,
      canPost: true,
      canPin: false,
      lastReadSeq: 0,
      unread: 0,
    } as const),
    membership,
  };
  return { room, me: { id: userId, username: '', name: '', ...standing }, rev: 0, lastSeq: 0 };
}

/** As the page does it, which sends its cookie by itself. */
async function find({ url, cookie }: Place, roomId: number): Promise<RoomView | undefined> {
  const response = await fetch(`${url}/api/rooms/${roomId}`, { headers: { cookie } });
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`answered ${response.status}`);
  return (await response.json()) as RoomView;
}
