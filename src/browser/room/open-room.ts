/** The open room: shows what its session tells, and says what the reader has seen of it. */
import type { MessageView, SendView } from '../../shared/messages.js';
import type { UserView } from '../../shared/people.js';
import { inList, type RoomPageData } from '../../shared/room-page.js';
import type { KnownRooms } from '../core/known-rooms.js';
import type { Unsent } from '../core/unsent.js';
import type { LogReader } from '../core/room-log.js';
import { RoomSession, type RoomSessionListener } from '../core/room-session.js';
import { Stretch } from '../core/stretch.js';
import { MessageList } from '../messages/message-list.js';
import { wholeMessage } from '../messages/page-messages.js';
import { Paging } from '../messages/paging.js';
import type { TypingLine } from '../people/typing.js';
import { findRoom } from '../rooms/find-room.js';
import { t } from '../ui/page-texts.js';
import { NextFrame } from '../ui/frames.js';
import { Scroller } from '../ui/scroller.js';
import type { Chat } from './chat.js';
import { watchJoinBar } from './join-bar.js';
import type { PageElements } from './page-elements.js';
import { pageState } from './page-state.js';
import { Reading } from './reading.js';
import { RoomHeading } from './room-heading.js';
import { RoomChoices } from './room-choices.js';
import { Sending } from './sending.js';
import { StatusLine } from './status-line.js';

export class OpenRoom implements RoomSessionListener {
  readonly session: RoomSession;
  readonly messages: MessageList;
  readonly scroller: Scroller;
  readonly sending: Sending;
  readonly status: StatusLine;
  readonly stretch = new Stretch();
  readonly paging: Paging;
  readonly reading: Reading;
  /** A thread that is open beside the room. */
  beside: LogReader | undefined;
  readonly choices: RoomChoices;
  /** As soon as it is there. */
  bar: { look(): void } | undefined;
  private readonly heading: RoomHeading;
  /** Messages that came and are not shown yet; in a busy room several are shown together. */
  private arrived: MessageView[] = [];
  private readonly arrivals = new NextFrame(() => this.showArrived());

  constructor(
    private readonly elements: PageElements,
    private readonly data: RoomPageData,
    private readonly chat: Chat,
    private readonly typing: TypingLine,
    signal: AbortSignal,
  ) {
    const { room, me } = data;
    const { connection, outboxes, kept } = chat;
    Object.assign(this.stretch, { hasOlder: data.hasBefore, hasNewer: data.hasAfter });
    this.session = new RoomSession(connection, outboxes, { ...data, looks: true }, this, findRoom);
    this.scroller = new Scroller(elements.scrollBox, '.message', () => this.reading.scrolled());
    this.status = new StatusLine(elements.status);
    this.heading = new RoomHeading(elements, room.address);
    this.messages = new MessageList(elements.log, this.stretch, () => this.session.room.address, me.id);
    if (!data.keptAt) kept.take(this.messages.rows().map((row) => wholeMessage(row, room.id)));
    this.paging = new Paging(this, this.stretch, this.messages, this.scroller, chat, elements);
    this.reading = new Reading(elements, data, this, signal);
    this.sending = new Sending(elements, this, () => this.reading.toEnd(), chat.uploads);
    this.choices = new RoomChoices(elements.main, this.session, chat.rooms, () => this.reading.markAsRead());
    watchJoinBar(this.session, (sentence) => this.status.tell(sentence));
    signal.addEventListener('abort', () => {
      this.session.leave();
      kept.left();
    });
  }

  get id(): number {
    return this.data.room.id;
  }

  get rooms(): KnownRooms {
    return this.chat.rooms;
  }

  get address(): string {
    return this.session.room.address;
  }

  /** Of what is shown, or waits further down: what came just now is about to be. */
  get lastSeq(): number {
    return this.arrived[0] ? this.arrived[0].seq - 1 : this.session.log.lastSeq;
  }

  /** What a page of this very state would hand its script. What its cursor covers is shown first: a kept page has no other way to it. */
  get state(): RoomPageData {
    this.arrivals.now();
    return pageState(this.data, this.session, this.stretch, this.chat.ignoring.has);
  }

  /** The seq of the first message in view; undefined at the end, which moves on with what is new. */
  get readingAt(): number | undefined {
    return this.reading.readingAt;
  }

  /** Whether the page shows it. */
  has = (seq: number): boolean => this.messages.bySeq(seq) !== undefined;

  /** Goes on reading where `readingAt` was; false where that is not on the page. */
  readOnAt(seq: number): boolean {
    const message = this.messages.bySeq(seq);
    if (message) this.scroller.startAt(message);
    this.reading.opened();
    return message !== undefined;
  }

  /** The message that the address leads to; false where it is not on the page. */
  showTarget(seq: number): boolean {
    const message = this.messages.bySeq(seq);
    if (!message) return false;
    this.messages.markTarget(message);
    this.scroller.show(message);
    this.reading.opened();
    return true;
  }

  /** False where the end is not on the page. */
  goToEnd(): boolean {
    if (!this.stretch.hasNewer) this.scroller.toEnd();
    return !this.stretch.hasNewer;
  }

  /** A private message that came or went while this room is open; in its own room the log shows it. */
  showPrivate(message: MessageView, peer: UserView, outgoing: boolean): void {
    if (message.roomId === this.id || this.messages.get(message.id)) return;
    this.arrivals.now();
    const { sees } = this.reading;
    this.scroller.change(() => this.messages.showPrivate(message, peer, outgoing));
    if (!sees && !outgoing) this.reading.cameBelow(1);
  }

  /** A line that is no message, after what is shown; false where the end is not on the page. */
  addNotice(line: HTMLElement): boolean {
    if (this.stretch.hasNewer) return false;
    this.scroller.change(() => this.messages.addLine(line));
    return true;
  }

  changeNotice(change: () => void): void {
    this.scroller.change(change);
  }

  /** The page shows these now. */
  shown(messages: MessageView[]): void {
    this.sending.shown(messages);
  }

  // What the session tells.

  joined(): void {
    const { room, me } = this.session;
    const { membership, unread } = me;
    this.chat.rooms.learn(inList({ room, peer: this.data.peer, unread, membership }));
    this.reading.joined(me);
    this.heading.show(room, me);
    this.choices.show(membership);
  }

  caughtUp(count: number): void {
    this.status.caughtUp(count);
    this.chat.kept.caughtUp(this.session.room, this.session.log);
    this.arrivals.now();
    void this.paging.caughtUp();
    this.reading.caughtUp();
  }

  putOff(sentence: string): void {
    this.status.tell(sentence);
  }

  changed(): void {
    const { room, me } = this.session;
    this.chat.rooms.rename(room.id, room);
    this.heading.show(room, me);
  }

  removed(): void {
    this.heading.remove();
    this.choices.show(null);
    this.chat.rooms.remove(this.id);
    this.chat.kept.forget(this.id);
    this.status.tell(t('This room is no longer open to you.'));
  }

  append(messages: MessageView[]): void {
    this.chat.kept.heard(this.session.log, messages);
    this.beside?.append(messages);
    this.arrived.push(...messages);
    this.arrivals.want();
  }

  change(message: MessageView): void {
    this.chat.kept.heard(this.session.log, [message]);
    this.arrivals.now();
    this.beside?.change(message);
    // What a link leads to comes by itself: whoever reads the end goes on reading it.
    const comes = message.preview !== undefined && !this.messages.get(message.id)?.preview;
    this.scroller[comes ? 'change' : 'keep'](() => this.messages.replace(message));
  }

  reset(messages: MessageView[], hasMore: boolean): void {
    this.chat.kept.left();
    this.chat.kept.heard(this.session.log, messages);
    this.arrivals.now();
    this.beside?.reset(messages, hasMore);
    this.messages.reset(messages);
    this.paging.restart(hasMore);
    this.shown(messages);
    this.scroller.toEnd();
  }

  added = (unsent: Unsent) => this.sending.added(unsent);
  answered = (unsent: Unsent, value: SendView) => this.sending.answered(unsent, value);
  refused = (unsent: Unsent) => this.sending.refused(unsent);
  discarded = (unsent: Unsent) => this.sending.discarded(unsent);

  /** The connection is away: from here on what is kept is read. */
  disconnected(): void {
    this.status.disconnected();
    this.paging.disconnected();
  }

  private showArrived(): void {
    const messages = this.arrived;
    this.arrived = [];
    if (this.session.isLeft) return;
    const ofOthers = messages.filter(({ author }) => author.id !== this.data.me.id);
    for (const { author } of ofOthers) this.typing.remove(author.id);
    const { sees } = this.reading;
    this.chat.rooms.knows(this.id, messages.at(-1)!.seq);
    this.elements.empty?.remove();
    this.paging.append(messages);
    if (messages.some(({ threadId }) => threadId))
      this.scroller.change(() => this.messages.answered(messages));
    this.reading.came(
      ofOthers.filter(({ author }) => !this.chat.ignoring.has(author.id)),
      sees,
    );
    this.reading.look();
    this.bar?.look();
  }
}
