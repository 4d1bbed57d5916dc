/** The room on this page: its log, its list of messages, and what the reader does here. */
import type { JoinView, MessageView } from '../../shared/messages.js';
import type { RoomView } from '../../shared/rooms.js';
import type { UserView } from '../../shared/people.js';
import type { Connection } from '../core/connection.js';
import { History } from '../messages/history.js';
import type { MessageList } from '../messages/message-list.js';
import { NewButton } from '../messages/new-button.js';
import { NewLine } from '../messages/new-line.js';
import type { Outboxes } from './outboxes.js';
import { ReadMarks } from './read-marks.js';
import { RoomLog } from '../core/room-log.js';
import type { RoomPageParts } from './room-page-parts.js';
import { showRoom } from './room-heading.js';
import { Scroller } from '../ui/scroller.js';
import { Sending } from './sending.js';

/** Milliseconds until joining is tried again when the server put it off. */
const retryAfter = 2_000;

export class OpenRoom {
  readonly id: number;
  readonly me: UserView;
  readonly log: RoomLog;
  readonly sending: Sending;
  readonly scroller: Scroller;
  readonly history: History;
  private readonly newButton: NewButton;
  private readonly newLine: NewLine;
  private readonly readMarks: ReadMarks;
  private joined = false;
  /** Own messages that went out while the log was catching up: nothing new to their author. */
  private sentMeanwhile = 0;
  /** Removed, or left for another room. */
  private isOver = false;

  constructor(
    private readonly parts: RoomPageParts,
    private readonly messages: MessageList,
    private readonly connection: Connection,
    outboxes: Outboxes,
    signal: AbortSignal,
  ) {
    const { main } = parts;
    this.id = Number(main.dataset.room);
    this.me = { id: Number(main.dataset.me), username: main.dataset.myName! };
    this.scroller = new Scroller(parts.scrollBox, () => this.scrolled());
    this.log = new RoomLog(Number(main.dataset.rev), Number(main.dataset.lastSeq), this, (rev) =>
      this.join(rev),
    );
    this.history = new History(
      this.id,
      messages,
      this.scroller,
      connection,
      parts.edges,
      () => this.log.lastSeq,
      (shown) => this.sending.shown(shown),
    );
    this.newButton = new NewButton(parts.newButton, () => this.history.toNewest());
    this.newLine = new NewLine(
      messages,
      this.scroller,
      Number(main.dataset.lastRead),
      Number(main.dataset.unread),
    );
    this.readMarks = new ReadMarks(
      Number(main.dataset.lastRead),
      () => (this.joined && this.sees ? this.log.lastSeq : undefined),
      (seq) => this.markRead(seq),
      signal,
    );
    this.sending = new Sending(this, parts, this.scroller, outboxes);
    signal.addEventListener('abort', () => {
      outboxes.leave(this.id);
      this.leave();
    });
    if (main.dataset.target) this.showTarget(Number(main.dataset.target));
  }

  get isJoined(): boolean {
    return this.joined;
  }

  get isAtNewest(): boolean {
    return this.history.isAtNewest;
  }

  /** Brings the room's end into view; rejects without an answer. */
  toNewest(): Promise<void> {
    return this.history.toNewest();
  }

  shows(messageId: number): boolean {
    return this.messages.has(messageId);
  }

  /** The seq of the first message in view; undefined at the end, which moves on with what is new. */
  get readingAt(): number | undefined {
    if (this.sees) return undefined;
    const first = this.scroller.firstInView();
    return first && !first.classList.contains('private') ? Number(first.dataset.seq) : undefined;
  }

  /** Goes on reading where `readingAt` was. */
  readOnAt(seq: number): void {
    const message = this.messages.bySeq(seq);
    if (message) this.scroller.startAt(message);
  }

  /** Makes sure that the log knows this rev; without an answer the next connect does. */
  catchUpTo(rev: number): void {
    this.log.head(rev).catch(() => undefined);
  }

  /** Whether the newest message is in view. */
  private get sees(): boolean {
    return this.history.isAtNewest && this.scroller.isAtEnd;
  }

  /** The connection is there (again): catches up, then sends what waits. */
  async connected(): Promise<void> {
    if (this.isOver) return;
    this.sentMeanwhile = 0;
    try {
      const news = await this.log.catchUp();
      this.parts.status.caughtUp(Math.max(news - this.sentMeanwhile, 0));
    } catch {
      // Gone again, then the next connect comes here; or put off by a server that is busy.
      if (this.connection.isConnected) setTimeout(() => void this.connected(), retryAfter);
      return;
    }
    this.history.look();
    this.readMarks.look();
    await this.sending.flush();
  }

  disconnected(): void {
    this.joined = false;
    this.parts.status.disconnected();
  }

  /** The room is not the reader's any more. */
  removed(): void {
    this.joined = false;
    this.isOver = true;
    this.parts.showRemoved();
  }

  changed(room: RoomView): void {
    showRoom(room, this.parts);
  }

  /** A private message that came or went while this room is open; in its own room the log shows it. */
  showPrivate(message: MessageView, peer: UserView, outgoing: boolean): void {
    if (message.roomId === this.id || this.messages.has(message.id)) return;
    const { sees } = this;
    this.scroller.change(() => this.messages.showPrivate(message, peer, outgoing));
    if (!sees && !outgoing) this.newButton.add(1);
  }

  // What the log tells (LogReader).

  append(messages: MessageView[]): void {
    const ofOthers = messages.filter(({ author }) => author.id !== this.me.id);
    this.sentMeanwhile += messages.length - ofOthers.length;
    for (const { author } of ofOthers) this.parts.typing.remove(author.id);
    this.parts.rooms.knows(this.id, messages.at(-1)!.seq);
    const { sees } = this;
    if (!sees || document.visibilityState !== 'visible')
      this.parts.rooms.setUnread(this.id, this.parts.rooms.unreadOf(this.id) + ofOthers.length);
    this.parts.empty?.remove();
    this.history.append(messages);
    if (!sees) this.newButton.add(ofOthers.length);
    if (!sees || document.visibilityState !== 'visible') this.newLine.cameUnseen(ofOthers);
    this.readMarks.look();
  }

  change(message: MessageView): void {
    this.scroller.keep(() => this.messages.replace(message));
  }

  reset(messages: MessageView[], hasMore: boolean): void {
    this.messages.reset(messages);
    this.history.restart(hasMore);
    this.sending.shown(messages);
    this.scroller.toEnd();
  }

  private async join(rev: number): Promise<JoinView> {
    const answer = await this.connection.ask('join', { room: this.parts.address, rev });
    if (!answer.ok) {
      const isGone = answer.error.code === 'not_found';
      if (isGone && (await this.hasMoved())) return this.join(rev);
      if (isGone) this.removed();
      else this.parts.status.tell(answer.error.message);
      throw new Error(answer.error.message);
    }
    // Left before the answer came: the server took the two in the other order.
    if (this.isOver) this.leave();
    else {
      this.joined = true;
      this.parts.joined(answer.value);
      // It may have changed while nobody told this page.
      if (answer.value.room.access !== 'direct') this.changed(answer.value.room);
    }
    return answer.value;
  }

  /** Whether the room has another address by now: it was renamed while this page did not hear of it. */
  private async hasMoved(): Promise<boolean> {
    const answer = await fetch(`/api/rooms/${this.id}`);
    const room = answer.ok ? ((await answer.json()) as RoomView) : undefined;
    if (!room || room.address === this.parts.address) return false;
    this.changed(room);
    return true;
  }

  /** The reader looks elsewhere now. */
  private leave(): void {
    this.joined = false;
    this.isOver = true;
    this.connection.ask('leave', { roomId: this.id }).catch(() => undefined);
  }

  private async markRead(seq: number): Promise<void> {
    const answer = await this.connection.ask('read', { roomId: this.id, seq });
    this.newLine.seen();
    if (answer.ok) this.parts.rooms.setUnread(this.id, answer.value.unread);
    else throw new Error(answer.error.message);
  }

  private scrolled(): void {
    if (!this.sees) return;
    this.newButton.clear();
    this.readMarks.look();
  }

  private showTarget(seq: number): void {
    const message = this.messages.bySeq(seq);
    if (!message) return;
    this.messages.markTarget(message);
    this.scroller.show(message);
  }
}
