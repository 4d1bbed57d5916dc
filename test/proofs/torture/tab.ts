/**
 * One browser tab in one room: the browser's own cursor and outbox (src/client), and around them what open-room.ts and
 * connection.ts do without a page. Writes down all that it is told.
 */
import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { Outbox, type OutboxListener, type Unsent } from '../../../src/browser/core/outbox.js';
import { type LogReader, RoomLog } from '../../../src/browser/core/room-log.js';
import type { Answer } from '../../../src/shared/errors.js';
import type {
  ClientEvent,
  EventValue,
  ClientToServerEvents,
  ServerToClientEvents,
} from '../../../src/shared/events.js';
import type { JoinView, MessageView, SendView } from '../../../src/shared/messages.js';
import type { UserView } from '../../../src/shared/people.js';
import type { View } from './checker/history.js';
import { MemoryStorage } from './memory-storage.js';
import type { Place, Recorder } from './recorder.js';

type ChatSocket = Socket<ServerToClientEvents, ClientToServerEvents>;
type Input<Event extends ClientEvent> = Parameters<ClientToServerEvents[Event]>[0];

/** Milliseconds after which an answer is not coming (connection.ts). */
const patience = 10_000;
/** Milliseconds until a join that was put off is tried again (open-room.ts). */
const retryAfter = 2_000;

export class Tab implements LogReader, OutboxListener {
  readonly socket: ChatSocket;
  readonly view: View;
  readonly log: RoomLog;
  readonly outbox: Outbox;
  /** Ids of the people shown as online. */
  readonly people = new Set<number>();
  isJoined = false;
  isRemoved = false;
  isOver = false;
  /** Does nothing of its own accord. */
  isQuiet = false;
  private readonly firstDelay: number;

  constructor(
    readonly name: string,
    readonly place: Place,
    private readonly recorder: Recorder,
    /** Survives a reload, as the browser's does. */
    readonly storage = new MemoryStorage(),
  ) {
    this.view = recorder.openView(name, place, false);
    this.firstDelay = 1_000 + recorder.random.next() * 2_000;
    this.log = new RoomLog(0, 0, this, (rev) => this.join(rev));
    this.outbox = new Outbox(this.storage, `${name}.`, (unsent) => this.send(unsent), this);
    this.socket = io(place.url, {
      transports: ['websocket'],
      forceNew: true,
      extraHeaders: { cookie: place.cookie, origin: place.url },
      reconnectionDelay: this.firstDelay,
      reconnectionDelayMax: 5_000,
      randomizationFactor: 0.5,
    });
    this.listen();
  }

  write(text: string): void {
    const clientId = randomUUID();
    this.recorder.wrote(this.name, this.place, { clientId, text, place: this.storage.written++ }, false);
    this.outbox.add(text, clientId);
  }

  /** Asks the server; rejects when no answer comes. */
  async ask<Event extends ClientEvent>(
    event: Event,
    payload: Input<Event>,
  ): Promise<Answer<EventValue<Event>>> {
    if (!this.socket.connected) throw new Error('not connected');
    const socket = this.socket.timeout(patience);
    const emit = socket.emitWithAck.bind(socket) as (
      name: Event,
      payload: Input<Event>,
    ) => Promise<Answer<EventValue<Event>>>;
    return this.recorder.asking(this.socket, event, emit(event, payload));
  }

  async markRead(seq: number): Promise<void> {
    const mark = this.recorder.marking(this.place, seq);
    const answer = await this.ask('read', { roomId: this.place.roomId, seq });
    if (answer.ok) mark.acknowledged = Math.max(mark.acknowledged, Math.min(seq, answer.value.lastReadSeq));
  }

  close(): void {
    this.isOver = true;
    this.socket.close();
  }

  // What the log tells.

  append(messages: MessageView[]): void {
    this.recorder.appended(this.view, messages);
  }

  change(message: MessageView): void {
    this.recorder.changed(this.view, message);
  }

  reset(messages: MessageView[]): void {
    this.recorder.reset(this.view, messages);
  }

  // What the outbox tells.

  added(): void {}

  answered({ clientId }: Unsent, value: SendView): void {
    this.recorder.settled(this.place, clientId, 'answered');
    if ('seq' in value && this.log.lastSeq < value.seq)
      setTimeout(() => void this.log.head(value.rev).catch(() => undefined), 1_000);
  }

  refused({ clientId }: Unsent): void {
    this.recorder.settled(this.place, clientId, 'refused');
  }

  discarded(): void {}

  private listen(): void {
    const { socket } = this;
    const { roomId } = this.place;
    const ours = (payload: { roomId: number }) => payload.roomId === roomId;
    const receive = (messages: MessageView[]) => {
      if (this.isRemoved) this.recorder.heardAfterRemoval(this.view, messages);
      else this.log.receive(messages).catch(() => undefined);
    };
    socket.on('connect', () => void this.connected());
    socket.on('disconnect', () => {
      if (!this.isOver) this.recorder.disconnects++;
      this.lost();
    });
    socket.on('connect_error', (error) => {
      const { data } = error as Error & { data?: { code?: string } };
      if (data?.code === 'unauthenticated') this.close();
      else this.lost();
    });
    socket.on('chat_message', (payload) => ours(payload) && receive(payload.messages));
    socket.on('message_changed', (payload) => ours(payload) && receive([payload.message]));
    socket.on(
      'room_head',
      (payload) => ours(payload) && void this.log.head(payload.rev).catch(() => undefined),
    );
    socket.on('room_removed', (payload) => ours(payload) && this.removed());
    socket.on('signed_out', () => this.close());
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

  private async connected(): Promise<void> {
    try {
      await this.log.catchUp();
    } catch {
      if (this.socket.connected && !this.isRemoved) setTimeout(() => void this.connected(), retryAfter);
      return;
    }
    await this.outbox.flush();
  }

  private lost(): void {
    this.isJoined = false;
    if (!this.isOver && !this.socket.active)
      setTimeout(() => !this.isOver && this.socket.connect(), this.firstDelay);
  }

  private removed(): void {
    this.isJoined = false;
    this.isRemoved = true;
    this.view.isComplete = false;
  }

  private async join(rev: number): Promise<JoinView> {
    const answer = await this.ask('join', { room: this.place.address, rev });
    if (!answer.ok) {
      if (answer.error.code === 'not_found') this.removed();
      throw new Error(answer.error.message);
    }
    this.isJoined = true;
    return answer.value;
  }

  private async send({ clientId, text }: Unsent): Promise<Answer<SendView>> {
    // A removed person's page does not join any more; here it goes on trying, to be refused.
    if (!this.isJoined && !this.isRemoved) throw new Error('not joined');
    const id =
      this.recorder.clientSabotage === 'resend-new-id' && this.recorder.wasSent(clientId)
        ? randomUUID()
        : clientId;
    this.recorder.sent(clientId);
    const answer = await this.ask('message', { roomId: this.place.roomId, clientId: id, text });
    this.recorder.replied(this.place, clientId, answer);
    return answer;
  }
}
