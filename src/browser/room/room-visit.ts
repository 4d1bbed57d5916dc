/** The reader in one room: everything that lives from opening the room to leaving it. */
import type { ListedRoom, LobbyView } from '../../shared/lobby.js';
import type { MessageView } from '../../shared/messages.js';
import type { MeView } from '../../shared/memberships.js';
import { threadPath } from '../../shared/paths.js';
import { inList, type RoomPageData } from '../../shared/room-page.js';
import type { RoomView } from '../../shared/rooms.js';
import type { Everybody } from '../../shared/rules/mentions.js';
import type { Mentionable } from '../composer/completion.js';
import { Composer, type ComposerListener, type Surroundings } from '../composer/composer.js';
import { draftKey } from '../composer/draft-key.js';
import { TypingSignal } from '../composer/typing-signal.js';
import type { ShownMessage } from '../core/stretch.js';
import { CallingMarks } from '../messages/calling-marks.js';
import { Changing } from '../messages/changing.js';
import { equip } from '../messages/equip.js';
import { Folding } from '../messages/folding.js';
import { quoteOn } from '../messages/quotes.js';
import { People } from '../people/people.js';
import type { PresenceNotices } from '../people/presence-notices.js';
import { TypingLine } from '../people/typing.js';
import { onceThere, withLater } from '../shell/later.js';
import { threadIn } from '../shell/place.js';
import type { Visit } from '../shell/visit.js';
import type { ThreadParts } from '../threads/thread-parts.js';
import type { Threads } from '../threads/threads.js';
import type { Chat } from './chat.js';
import { OpenRoom } from './open-room.js';
import { PageElements } from './page-elements.js';

export class RoomVisit implements Visit {
  readonly room: OpenRoom;
  readonly people: People;
  readonly typing: TypingLine;
  /** As soon as it is there; in a conversation of two there is nobody to tell of. */
  notices?: PresenceNotices;
  /** As soon as it is there. */
  threads?: Threads;
  private readonly isOfTwo: boolean;
  private readonly composer: Composer | undefined;
  private readonly leaving = new AbortController();
  private readonly surroundings: Surroundings;

  constructor(
    private readonly chat: Chat,
    data: RoomPageData,
  ) {
    const { me } = data;
    this.isOfTwo = data.peer !== null;
    const elements = new PageElements();
    const people: Mentionable = {
      everybody: wordsFor(data.room, me),
      known: () => this.people.others,
      search: (typed, isStillWanted) => this.people.search(typed, isStillWanted),
    };
    this.surroundings = { roomId: data.room.id, uploads: chat.uploads, people };
    const canWrite = elements.form !== null;
    this.typing = new TypingLine(elements.typing);
    const room = (this.room = new OpenRoom(elements, data, chat, this.typing, this.leaving.signal));
    const changing = new Changing(chat.connection, (message) => this.changed(message));
    const writing = {
      answer: canWrite ? (message: ShownMessage) => this.composer?.answer(message) : undefined,
      privately: canWrite && !data.peer ? (name: string) => this.composer?.startPrivate(name) : undefined,
      thread: ({ seq }: ShownMessage) => chat.lead(threadPath(room.session.room.address, seq)),
    };
    const markUnread = (seq: number) => room.reading.markUnread(seq);
    const { signal } = this.leaving;
    const keep = (mutate: () => void) => room.scroller.keep(mutate);
    new Folding(elements.log, room.messages, chat.ignoring, keep, signal);
    chat.ignoring.onChange(() => void this.recount(), signal);
    new CallingMarks(room.messages, me, chat.keywords, signal);
    const { messages, scroller } = room;
    equip({ elements, me, messages, scroller, changing, writing, markUnread, people }, chat.connection);
    this.composer = this.compose(elements, data);
    room.messages.decorate((element, message) =>
      this.composer?.answering.changed(message, () => quoteOn(element, message)),
    );
    const place = { roomId: data.room.id, me, peer: data.peer };
    this.people = new People(elements.people, place, (name) => this.composer?.startPrivate(name), signal);
    const equipThread: ThreadParts['equip'] = (own, list, scroller, answer) => {
      new Folding(own.log, list, chat.ignoring, (mutate) => scroller.keep(mutate), signal);
      new CallingMarks(list, me, chat.keywords, signal);
      onceThere(({ linkPlaces }) => linkPlaces(list, () => room));
      const inThread = { answer, privately: writing.privately, thread: undefined };
      const parts = {
        elements: own,
        me,
        messages: list,
        scroller,
        changing,
        writing: inThread,
        markUnread,
        people,
      };
      equip(parts, chat.connection);
    };
    onceThere(
      ({ arrivedWithPeople, DayJumps, linkPlaces, PresenceNotices, RoomBar, Threads, watchCommands }) => {
        if (signal.aborted) return;
        arrivedWithPeople(data.people);
        watchCommands(elements.commands, elements.field, signal);
        linkPlaces(room.messages, () => room);
        room.bar = new RoomBar(elements.scrollBox, room, chat.connection, signal);
        new DayJumps(elements.main, room, chat.connection, data.reader.notices.timeZone);
        if (!data.peer) this.notices = new PresenceNotices(room, me.id, chat.ignoring.has);
        this.threads = new Threads(this.threadParts(data, canWrite, equipThread), signal);
      },
    );
    const begun = threadIn(location.href);
    if (begun !== undefined) this.showThread(begun);
  }

  /** Opens the thread at a message beside the room; without one none is. */
  showThread(seq?: number): void {
    if (seq !== undefined || this.threads) withLater(() => this.threads?.show(seq));
  }

  /** What the card of a person tells of. */
  get roomId(): number {
    return this.room.session.room.id;
  }

  /** In a conversation of two there is nobody to call. */
  get canMention(): boolean {
    return this.composer !== undefined && !this.isOfTwo;
  }

  mention(username: string): void {
    this.composer?.mention(username);
  }

  /** To a message that may not be on the page; resolves to whether it is now. */
  async goTo(seq: number): Promise<boolean> {
    await this.chat.connection.settled();
    await this.room.reading.jump(seq);
    return this.room.showTarget(seq);
  }

  disconnected(): void {
    this.room.disconnected();
  }

  /** The open room's own count is known better here. */
  refreshed({ mine, direct }: LobbyView): void {
    const isOpen = ({ room }: ListedRoom) => room.id === this.room.id;
    const all = [...mine, ...direct];
    this.chat.rooms.saidLast(this.room.id, all.find(isOpen)?.lastMessageAt);
    this.chat.rooms.learnAll(all.filter((one) => !isOpen(one)).map(inList));
  }

  leave(): void {
    this.leaving.abort();
  }

  /** Whom the reader ignores is otherwise now, and so is what is unread: a mark that stays where it is brings the number. */
  private async recount(): Promise<void> {
    const { session, reading } = this.room;
    const { member, lastReadSeq } = session.me;
    const view = member && (await session.markRead(lastReadSeq).catch(() => undefined));
    if (view) reading.joined(view);
  }

  /** The answer to a change shows it; should its announcement be lost, what else changed is asked for. */
  private changed(message: MessageView): void {
    this.room.change(message);
    this.room.session.expect(message.rev);
  }

  private threadParts({ me }: RoomPageData, canWrite: boolean, equip: ThreadParts['equip']): ThreadParts {
    const { room } = this;
    const { connection, ignoring } = this.chat;
    const typing = new TypingSignal(connection, room.id);
    return {
      ...{ room, me, connection, ignoring, canWrite, equip },
      draftKey: draftKey(me.id, room.id),
      typing: () => typing.send(),
      uploads: this.chat.uploads,
      compose: (form, field, key, listener) => new Composer(form, field, key, listener, this.surroundings),
    };
  }

  private compose({ form, field }: PageElements, { me, room }: RoomPageData): Composer | undefined {
    if (!form || !field) return undefined;
    const typing = new TypingSignal(this.chat.connection, room.id);
    const listener = {
      sent: (...written: Parameters<ComposerListener['sent']>) => this.room.sending.write(...written),
      typing: () => typing.send(),
    };
    return new Composer(form, field, draftKey(me.id, room.id), listener, this.surroundings);
  }
}

/** How the reader may call everybody: all members only where they look after the room or the server. */
function wordsFor({ access }: RoomView, { keeps }: MeView): Everybody[] {
  if (access === 'direct') return [];
  return keeps ? ['here', 'room'] : ['here'];
}
