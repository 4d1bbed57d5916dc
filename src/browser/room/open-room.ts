/** The open room: shows what its session tells, and says what the reader has seen of it. */
import type { MessageView, SendView } from '../../shared/messages.js';
import type { UserView } from '../../shared/people.js';
import { inList, type RoomPageData } from '../../shared/room-page.js';
import type { RoomView } from '../../shared/rooms.js';
import type { Unsent } from '../core/outbox.js';
import { RoomSession, type RoomSessionListener } from '../core/room-session.js';
import { Stretch } from '../core/stretch.js';
import { MessageList } from '../messages/message-list.js';
import { NewButton } from '../messages/new-button.js';
import { NewLine } from '../messages/new-line.js';
import { Paging } from '../messages/paging.js';
import type { TypingLine } from '../people/typing.js';
import { t } from '../ui/page-texts.js';
import { Scroller } from '../ui/scroller.js';
import type { Chat } from './chat.js';
import type { PageElements } from './page-elements.js';
import { ReadMarks } from './read-marks.js';
import { RoomHeading } from './room-heading.js';
import { Sending } from './sending.js';
import { StatusLine } from './status-line.js';

export class OpenRoom implements RoomSessionListener {
  readonly session: RoomSession;
  readonly messages: MessageList;
  readonly scroller: Scroller;
  readonly sending: Sending;
  readonly status: StatusLine;
  private readonly stretch = new Stretch();
  private readonly paging: Paging;
  private readonly heading: RoomHeading;
  private readonly newButton: NewButton;
  private readonly newLine: NewLine;
  private readonly readMarks: ReadMarks;

  constructor(
    private readonly elements: PageElements,
    private readonly data: RoomPageData,
    private readonly chat: Chat,
    private readonly typing: TypingLine,
    signal: AbortSignal,
  ) {
    const { room, me } = data;
    const { connection, outboxes } = chat;
    Object.assign(this.stretch, { hasOlder: data.hasBefore, hasNewer: data.hasAfter });
    this.session = new RoomSession(connection, outboxes, data, this, findRoom);
    this.scroller = new Scroller(elements.scrollBox, '.message', () => this.scrolled());
    this.status = new StatusLine(elements.status);
    this.heading = new RoomHeading(elements, room.address);
    this.messages = new MessageList(elements.log, this.stretch, () => this.session.room.address, me.id);
    this.paging = new Paging(this, this.stretch, this.messages, this.scroller, connection, elements.edges);
    this.sending = new Sending(elements, this.session, this.stretch, this.paging, this.scroller);
    this.newButton = new NewButton(elements.newButton, () => this.paging.toNewest());
    this.newLine = new NewLine(this.messages, this.scroller, me.lastReadSeq, me.unread);
    this.readMarks = new ReadMarks(
      me.lastReadSeq,
      () => (this.session.isJoined && this.sees ? this.lastSeq : undefined),
      (seq) => this.markRead(seq),
      signal,
    );
    signal.addEventListener('abort', () => this.session.leave());
  }

  get id(): number {
    return this.data.room.id;
  }

  get lastSeq(): number {
    return this.session.log.lastSeq;
  }

  /** What a page of this very state would hand its script. */
  get state(): RoomPageData {
    const { room, me, log } = this.session;
    const { hasOlder: hasBefore, hasNewer: hasAfter } = this.stretch;
    return {
      ...this.data,
      room,
      me,
      rev: log.rev,
      lastSeq: log.lastSeq,
      hasBefore,
      hasAfter,
      target: undefined,
    };
  }

  /** The seq of the first message in view; undefined at the end, which moves on with what is new. */
  get readingAt(): number | undefined {
    const first = this.sees ? undefined : this.scroller.firstInView();
    return first && this.messages.of(first)?.seq;
  }

  /** Whether the page shows it. */
  has = (seq: number): boolean => this.messages.bySeq(seq) !== undefined;

  /** Goes on reading where `readingAt` was; false where that is not on the page. */
  readOnAt(seq: number): boolean {
    const message = this.messages.bySeq(seq);
    if (message) this.scroller.startAt(message);
    return message !== undefined;
  }

  /** The message that the address leads to; false where it is not on the page. */
  showTarget(seq: number): boolean {
    const message = this.messages.bySeq(seq);
    if (!message) return false;
    this.messages.markTarget(message);
    this.scroller.show(message);
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
    const { sees } = this;
    this.scroller.change(() => this.messages.showPrivate(message, peer, outgoing));
    if (!sees && !outgoing) this.newButton.add(1);
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
    this.chat.rooms.learn(inList({ room, peer: this.data.peer, unread: me.unread }));
    this.heading.show(room, me);
  }

  caughtUp(count: number): void {
    this.status.caughtUp(count);
    this.paging.look();
    this.readMarks.look();
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
    this.status.tell(t('This room is no longer open to you.'));
  }

  append(messages: MessageView[]): void {
    const { rooms } = this.chat;
    const ofOthers = messages.filter(({ author }) => author.id !== this.data.me.id);
    for (const { author } of ofOthers) this.typing.remove(author.id);
    const { sees } = this;
    const isUnseen = !sees || document.visibilityState !== 'visible';
    rooms.knows(this.id, messages.at(-1)!.seq);
    if (isUnseen) rooms.setUnread(this.id, rooms.unreadOf(this.id) + ofOthers.length);
    this.elements.empty?.remove();
    this.paging.append(messages);
    if (!sees) this.newButton.add(ofOthers.length);
    if (isUnseen) this.newLine.cameUnseen(ofOthers);
    this.readMarks.look();
  }

  change(message: MessageView): void {
    this.scroller.keep(() => this.messages.replace(message));
  }

  reset(messages: MessageView[], hasMore: boolean): void {
    this.messages.reset(messages);
    this.paging.restart(hasMore);
    this.shown(messages);
    this.scroller.toEnd();
  }

  added = (unsent: Unsent) => this.sending.added(unsent);
  answered = (unsent: Unsent, value: SendView) => this.sending.answered(unsent, value);
  refused = (unsent: Unsent) => this.sending.refused(unsent);
  discarded = (unsent: Unsent) => this.sending.discarded(unsent);

  /** Whether the newest message is in view. */
  private get sees(): boolean {
    return !this.stretch.hasNewer && this.scroller.isAtEnd;
  }

  private async markRead(seq: number): Promise<void> {
    const { unread } = await this.session.markRead(seq);
    this.newLine.seen();
    this.chat.rooms.setUnread(this.id, unread);
  }

  private scrolled(): void {
    if (!this.sees) return;
    this.newButton.clear();
    this.readMarks.look();
  }
}

async function findRoom(roomId: number): Promise<RoomView | undefined> {
  const response = await fetch(`/api/rooms/${roomId}`);
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`answered ${response.status}`);
  return (await response.json()) as RoomView;
}
