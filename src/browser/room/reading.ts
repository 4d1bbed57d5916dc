/** The reader's place in the open room: how far they have read, where they had stopped, and the ways there, back, and to now. */
import type { ReadView } from '../../shared/memberships.js';
import type { MessageView } from '../../shared/messages.js';
import type { RoomPageData } from '../../shared/room-page.js';
import type { KnownRooms } from '../core/known-rooms.js';
import { ReadProgress } from '../core/read-progress.js';
import type { RoomSession } from '../core/room-session.js';
import type { Stretch } from '../core/stretch.js';
import type { MessageList } from '../messages/message-list.js';
import { NewLine } from '../messages/new-line.js';
import type { Paging } from '../messages/paging.js';
import { ToNow } from '../messages/to-now.js';
import type { Scroller } from '../ui/scroller.js';
import type { PageElements } from './page-elements.js';
import { ReadMarks } from './read-marks.js';
import { UnreadBar } from './unread-bar.js';
import { type Place, WayBack } from './way-back.js';

/** What of the open room is read in. */
interface ReadRoom {
  readonly session: RoomSession;
  readonly messages: MessageList;
  readonly stretch: Stretch;
  readonly scroller: Scroller;
  readonly paging: Paging;
  readonly rooms: KnownRooms;
}

export class Reading {
  private readonly progress: ReadProgress;
  private readonly marks: ReadMarks;
  private readonly bar: UnreadBar;
  private readonly line: NewLine;
  private readonly toNow: ToNow;
  readonly wayBack: WayBack;

  constructor(
    elements: PageElements,
    private readonly data: RoomPageData,
    private readonly room: ReadRoom,
    signal: AbortSignal,
  ) {
    const { me, stopped } = data;
    this.progress = new ReadProgress(me, stopped?.seq);
    this.line = new NewLine(room.messages, room.scroller, stopped?.seq);
    this.bar = new UnreadBar(elements.unreadBar, {
      jump: (toNow) => void this.jump(toNow ? 'end' : this.line.seq!),
      markAsRead: () => this.markAsRead(),
    });
    const isElsewhere = () => room.stretch.hasNewer;
    this.toNow = new ToNow(elements.toNow, isElsewhere, () => this.leap('end'), signal);
    this.wayBack = new WayBack(elements.wayBack, (place) => void this.jump(place, false));
    this.marks = new ReadMarks(
      this.progress,
      {
        inView: () => this.inView(),
        tell: (seq) => room.session.markRead(seq),
        learned: () => this.showUnread(),
        isBack: () => this.wantBar(),
      },
      signal,
    );
    this.watch(elements, signal);
  }

  /** Whether the newest message is in view. */
  get sees(): boolean {
    return !this.room.stretch.hasNewer && this.room.scroller.isAtEnd;
  }

  /** The seq of the first message in view; undefined at the end, which moves on with what is new. */
  get readingAt(): number | undefined {
    const first = this.sees ? undefined : this.room.scroller.firstInView();
    return first && this.room.messages.of(first)?.seq;
  }

  /** Where the line is; undefined where all is read. */
  get firstUnread(): number | undefined {
    return this.progress.unread > 0 ? this.line.seq : undefined;
  }

  /** The room was just opened: at the line, where that would be out of view and the reader wants it so. */
  begin(): void {
    const [{ element }, { scroller }] = [this.line, this.room];
    if (element && this.data.opensAt === 'stopped') {
      // The browser's own way to the line was taken while the page still came: it may have ended anywhere.
      scroller.toEnd();
      if (!scroller.shows(element)) {
        this.wantBar();
        scroller.startAt(element);
      }
    }
    this.opened();
  }

  /** The room was just opened, wherever its address, or the reader, wanted to. */
  opened(): void {
    this.wantBar();
    this.scrolled();
    this.marks.look();
  }

  /** Messages of others whom the reader hears came, after what is on the page. `wasSeen`: the end was in view before. */
  came(messages: MessageView[], wasSeen: boolean): void {
    if (messages.length === 0) return;
    const isAway = document.visibilityState !== 'visible';
    const { progress } = this;
    const hadReadAll = progress.unread === 0;
    if (isAway || !wasSeen) this.line.cameUnseen(messages, isAway && hadReadAll);
    if (isAway || !wasSeen || !progress.readsOn) {
      progress.unread += messages.length;
      this.showUnread();
    }
    if (!wasSeen) this.toNow.add(messages.length);
  }

  /** The room is joined, and what was missed is here: what is in view can be told now. */
  caughtUp(): void {
    this.marks.now();
  }

  /** Something may have come into view. */
  look(): void {
    this.marks.look();
  }

  /** Something else came that stands below what is in view. */
  cameBelow(count: number): void {
    this.toNow.add(count);
  }

  /** Where what the reader writes appears. */
  toEnd(): void {
    this.acted();
    if (this.sees) this.room.scroller.toEnd();
    else void this.jump('end');
  }

  scrolled(): void {
    const { sees } = this;
    this.bar.turn(sees);
    if (sees) this.toNow.clear();
    this.marks.look();
  }

  /** The reader's standing, as the server has it now. */
  joined(me: ReadView): void {
    this.progress.learn(me);
    this.showUnread();
  }

  /** Read on another tab or device, or marked as unread there. */
  readElsewhere(view: ReadView): void {
    const before = this.progress.unread;
    this.progress.learnFromElsewhere(view);
    this.showUnread();
    if (view.unread > before) this.wantBar();
  }

  markAsRead(): void {
    this.progress.passTo(this.room.session.log.lastSeq);
    this.progress.unread = 0;
    this.showUnread();
    this.marks.now();
  }

  /** From this message on all is new again, on every device; what is in view stays so until the reader does something. */
  async markUnread(seq: number): Promise<void> {
    this.progress.keepUnread(seq);
    this.line.standAbove(seq);
    this.progress.learn(await this.room.session.markRead(seq, true));
    this.showUnread();
    this.wantBar();
  }

  /** To another place in the room, from which one step leads back. */
  async jump(to: Place, isRemembered = true): Promise<void> {
    await this.leap(to, isRemembered).catch(() => undefined);
  }

  /** The reader came here from another place of this room. */
  cameFrom = (place: Place): void => this.wayBack.remember(place);

  /** They go through it by its bar: what lies between was not seen. */
  leaps(): void {
    this.acted();
    this.progress.leapt();
  }

  /** The same. Rejects where the messages there could not be had. */
  private async leap(to: Place, isRemembered = true): Promise<void> {
    const from = this.readingAt ?? 'end';
    if (to === 'end') await this.room.paging.toNewest();
    else await this.room.paging.toSeq(to);
    const isAtLine = to === this.line.seq && this.line.element;
    if (isAtLine) this.room.scroller.startAt(isAtLine);
    this.progress.leapt();
    if (isRemembered && from !== to) this.wayBack.remember(from);
    this.toNow.show();
    this.opened();
  }

  /** The bar is there for what one finds: not for what comes while one reads, or is all in view. */
  private wantBar(): void {
    const { element } = this.line;
    const isAllInView = () => this.sees && element !== null && this.room.scroller.shows(element);
    if (this.progress.unread > 0 && !isAllInView()) this.bar.want(this.newSince());
    this.showUnread();
  }

  private newSince(): string {
    const { seq } = this.line;
    const message = seq === undefined ? undefined : this.room.stretch.bySeq(seq);
    return message?.createdAt ?? this.data.stopped?.createdAt ?? new Date().toISOString();
  }

  private showUnread(): void {
    const { unread } = this.progress;
    this.bar.say(unread);
    this.room.rooms.setUnread(this.data.room.id, unread);
  }

  private inView(): { first: number; last: number } | undefined {
    const { session, messages, scroller } = this.room;
    const found = session.isJoined && session.me.member ? scroller.inView(messages.inRoom()) : undefined;
    if (!found) return undefined;
    const [first, last] = [messages.of(found.first)!.seq, messages.of(found.last)!.seq];
    this.wayBack.sees(first, last, this.sees);
    return { first, last };
  }

  private watch({ scrollBox, main }: PageElements, signal: AbortSignal): void {
    for (const act of ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const)
      scrollBox.addEventListener(act, () => this.acted(), { signal, passive: true });
    main.addEventListener('submit', () => this.acted(), { signal });
    document.addEventListener('keydown', (event) => this.pressed(event), { signal });
  }

  private acted(): void {
    this.progress.release();
  }

  /** Shift+Esc; Esc alone closes and drops. */
  private pressed(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !event.shiftKey || event.defaultPrevented || event.isComposing) return;
    event.preventDefault();
    this.markAsRead();
  }
}
