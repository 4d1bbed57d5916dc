/**
 * One room in one tab, without a page: joins with its cursor, hears what is announced, catches up after an outage or a
 * gap, and sends what waits. Opening a room and coming back to it are the same path.
 */
import type { JoinView, MessageView } from '../../shared/messages.js';
import type { MeView, ReadView } from '../../shared/memberships.js';
import type { RoomView } from '../../shared/rooms.js';
import type { Connection } from './connection.js';
import type { Outbox, OutboxListener } from './outbox.js';
import type { Outboxes, OutboxViewer } from './outboxes.js';
import { hearRoom } from './room-events.js';
import { type LogReader, RoomLog } from './room-log.js';

export interface RoomSessionListener extends LogReader, OutboxListener {
  /** `room`, and the reader's standing in it, are new. */
  joined(): void;
  /** Connected, and everything missed is here: `count` new messages of others. */
  caughtUp(count: number): void;
  /** The server put the joining off, with this sentence; it is tried again. */
  putOff(sentence: string): void;
  /** `room` has another name, topic or address, or is archived. */
  changed(): void;
  /** The room is not the reader's any more. */
  removed(): void;
}

/** What is known of the room before it is joined. */
export interface RoomStart {
  room: RoomView;
  me: MeView;
  /** The cursor: everything up to here is known. */
  rev: number;
  lastSeq: number;
  /** Opening the room makes nobody a member: a person looks first. A program that opens a room comes in. */
  looks?: boolean;
}

/** Milliseconds until a joining that the server put off is tried again, and until a room that was lost is looked at. */
const [retryAfter, afterRemoval] = [2_000, 500];
/** Milliseconds in which an announcement follows its answer, unless it was lost. */
const announcedWithin = 1_000;

export class RoomSession implements LogReader, OutboxViewer {
  room: RoomView;
  me: MeView;
  readonly log: RoomLog;
  readonly outbox: Outbox;
  private state: 'away' | 'joined' | 'removed' | 'left' = 'away';
  /** Own messages that came while the log was catching up: nothing new to their author. */
  private ownMeanwhile = 0;
  /** Said by the server: a room that is not found then is not the reader's any more, and has not moved. */
  private wasLost = false;
  /** The reader comes in with the next joining. */
  private comesIn: boolean;
  private readonly stopHearing: () => void;

  constructor(
    private readonly connection: Connection,
    private readonly outboxes: Outboxes,
    private readonly start: RoomStart,
    private readonly listener: RoomSessionListener,
    /** Finds a room by its id, whatever its address is by now; undefined where there is none for the reader. */
    private readonly findRoom: (roomId: number) => Promise<RoomView | undefined>,
  ) {
    const { room, me, rev, lastSeq, looks = false } = start;
    this.room = room;
    this.me = me;
    this.comesIn = !looks;
    this.log = new RoomLog(rev, lastSeq, this, (cursor) => this.join(cursor));
    this.outbox = outboxes.open(room.id, this);
    this.stopHearing = hearRoom(connection.socket, room.id, {
      connected: () => void this.connected(),
      disconnected: () => (this.state = this.isJoined ? 'away' : this.state),
      announced: (messages) => this.announced(messages),
      head: (head) => this.catchUpTo(head),
      changed: (changed) => this.take(changed),
      removed: () => this.removed(),
    });
    if (connection.isConnected) void this.connected();
  }

  get isJoined(): boolean {
    return this.state === 'joined';
  }

  get isLeft(): boolean {
    return this.state === 'left';
  }

  get isRemoved(): boolean {
    return this.state === 'removed';
  }

  private get isOver(): boolean {
    return this.state === 'removed' || this.state === 'left';
  }

  /** Before it is joined the server would refuse what it will take in a moment; once the room is lost it is to say so. */
  get mayGo(): boolean {
    return this.isJoined || this.isRemoved;
  }

  /** Makes sure that the log knows this rev; without an answer the next connect does. */
  catchUpTo(rev: number): void {
    if (!this.isRemoved) this.log.head(rev).catch(() => undefined);
  }

  /** The same, once an announcement of this rev would be here. */
  expect(rev: number): void {
    setTimeout(() => this.catchUpTo(rev), announcedWithin);
  }

  /** Tells how far the reader has read, or with `unread` from where on not; rejects when that is not written down. */
  async markRead(seq: number, unread = false): Promise<ReadView> {
    const mark = { roomId: this.room.id, seq, ...(unread && { unread }) };
    const answer = await this.connection.ask('read', mark);
    if (!answer.ok) throw new Error(answer.error.message);
    this.me = { ...this.me, ...answer.value };
    return answer.value;
  }

  /** Becomes a member of a room that was only looked at, if only just now. Rejects without an answer, and where refused. */
  async enter(): Promise<void> {
    this.comesIn = true;
    try {
      await this.connection.soon();
      await this.log.rest();
      if (!this.me.member) await this.catchUp();
    } finally {
      this.comesIn = !this.start.looks;
    }
  }

  /** The reader looks elsewhere now. What waits still goes out. */
  leave(): void {
    this.state = 'left';
    this.stopHearing();
    this.outboxes.leave(this.room.id);
    this.tellLeft();
  }

  // What the log tells.

  append(messages: MessageView[]): void {
    this.ownMeanwhile += messages.filter(({ author }) => author.id === this.me.id).length;
    this.listener.append(messages);
  }

  change = (message: MessageView) => this.listener.change(message);
  reset = (messages: MessageView[], hasMore: boolean) => this.listener.reset(messages, hasMore);

  // What the outbox tells.

  answered(...[unsent, value]: Parameters<OutboxListener['answered']>): void {
    if ('room' in value) this.take(value.room);
    this.listener.answered(unsent, value);
    if ('seq' in value && value.roomId === this.room.id && value.seq > this.log.lastSeq)
      this.expect(value.rev);
  }

  added: OutboxListener['added'] = (unsent) => this.listener.added(unsent);
  refused: OutboxListener['refused'] = (unsent) => this.listener.refused(unsent);
  discarded: OutboxListener['discarded'] = (unsent) => this.listener.discarded(unsent);

  // What the socket tells.

  /** The connection is there (again): catches up, then sends what waits. */
  private async connected(): Promise<void> {
    this.ownMeanwhile = 0;
    try {
      if (!this.isRemoved) await this.catchUp();
    } catch {
      // Gone again, then the next connect comes here; or put off by a server that is busy.
      if (this.connection.isConnected && !this.isOver)
        setTimeout(() => this.connection.isConnected && !this.isOver && void this.connected(), retryAfter);
      return;
    }
    if (this.state !== 'left') await this.outbox.flush();
  }

  private async catchUp(): Promise<void> {
    const news = await this.log.catchUp();
    if (this.state !== 'left') this.listener.caughtUp(Math.max(news - this.ownMeanwhile, 0));
  }

  private announced(messages: MessageView[]): void {
    // A catch-up without an answer is repeated at the next connect.
    if (!this.isRemoved) this.log.receive(messages).catch(() => undefined);
  }

  private take(room: RoomView): void {
    this.room = room;
    this.listener.changed();
  }

  private removed(): void {
    if (this.isOver) return;
    // A room that one need not be brought into may still be looked at; the server says.
    if (this.start.looks && this.me.member && this.room.access !== 'private') return this.lookAgain();
    this.state = 'removed';
    this.listener.removed();
    void this.outbox.flush();
  }

  private lookAgain(): void {
    this.state = 'away';
    this.wasLost = true;
    this.me = { ...this.me, member: false, membership: null };
    this.listener.joined();
    // The other nodes take the room away from this connection in their own time; a look before that would be lost with it.
    setTimeout(() => this.connection.isConnected && !this.isOver && void this.connected(), afterRemoval);
  }

  private async join(rev: number): Promise<JoinView> {
    const look = this.comesIn ? {} : { look: true };
    const answer = await this.connection.ask('join', { room: this.room.address, rev, ...look });
    if (answer.ok) {
      this.joined(answer.value);
      return answer.value;
    }
    const { code, message } = answer.error;
    const isGone = code === 'not_found';
    if (isGone && !this.wasLost && (await this.hasMoved())) return this.join(rev);
    if (isGone) this.removed();
    else this.listener.putOff(message);
    throw new Error(message);
  }

  private joined({ room, me }: JoinView): void {
    // Left before the answer came: the server took the two in the other order.
    if (this.state === 'left') return this.tellLeft();
    this.state = 'joined';
    this.wasLost = false;
    // It may have changed while nobody told this page.
    [this.room, this.me] = [room, me];
    this.listener.joined();
  }

  /** Whether the room has another address by now: it was renamed while this page did not hear of it. */
  private async hasMoved(): Promise<boolean> {
    const room = await this.findRoom(this.room.id);
    if (!room || room.address === this.room.address) return false;
    this.take(room);
    return true;
  }

  private tellLeft(): void {
    this.connection.ask('leave', { roomId: this.room.id }).catch(() => undefined);
  }
}
