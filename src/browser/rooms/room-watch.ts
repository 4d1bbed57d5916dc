/**
 * Rooms that move on while the reader looks elsewhere. The announcement has no authors, so what came is looked at: one's
 * own messages from another tab or device are not unread, and a mention is marked.
 */
import type { MessageView } from '../../shared/messages.js';
import type { UserView } from '../../shared/people.js';
import { means } from '../../shared/rules/mentions.js';
import type { Connection } from '../core/connection.js';
import type { KnownRoom, KnownRooms } from '../core/known-rooms.js';
import { Throttle } from '../core/throttle.js';

/** Milliseconds. The first look is spread, or all members would ask in the same moment; then a room has its turn. */
const firstLook = 300;
const every = 3_000;
/** Messages looked at in one go, and rooms looked at when the page opens. */
const most = 100;
const roomsAtStart = 10;

const calls = ({ unread, membership }: KnownRoom) =>
  unread > 0 && membership !== null && !membership.muted && membership.level !== 'nothing';

export class RoomWatch {
  /** Room → the newest seq that was announced and not counted yet. */
  private readonly heads = new Map<number, number>();
  private readonly turns = new Map<number, Throttle>();
  /** Hears what others wrote there. */
  found?: (roomId: number, messages: MessageView[]) => void;

  constructor(
    private readonly connection: Connection,
    private readonly rooms: KnownRooms,
    private readonly me: UserView,
  ) {}

  /** The room's newest message is `seq` now. */
  moved(roomId: number, seq: number): void {
    if (seq <= this.rooms.countedTo(roomId)) return;
    this.heads.set(roomId, Math.max(seq, this.heads.get(roomId) ?? 0));
    let turn = this.turns.get(roomId);
    if (!turn) this.turns.set(roomId, (turn = new Throttle(() => void this.look(roomId), every, firstLook)));
    turn.soon();
  }

  /** The server counted up to its newest message: what was announced before is in that count. */
  counted(roomId: number): void {
    this.rooms.knows(roomId, this.heads.get(roomId) ?? 0);
    this.heads.delete(roomId);
  }

  /** Marks mentions among what was unread already when the page was opened. */
  async lookBack(): Promise<void> {
    const waiting = this.rooms.all.filter((room) => room.access !== 'direct' && calls(room));
    for (const { id, lastSeq, unread } of waiting.slice(0, roomsAtStart)) {
      const page = await this.after(id, Math.max(0, lastSeq - Math.min(unread, most)));
      const mentions = page?.messages.filter((message) => this.meansMe(message)).length ?? 0;
      this.rooms.addMentions(id, mentions - (this.rooms.get(id)?.mentions ?? 0));
    }
  }

  private async look(roomId: number): Promise<void> {
    const page = await this.after(roomId, this.rooms.countedTo(roomId));
    const head = this.heads.get(roomId) ?? 0;
    this.heads.delete(roomId);
    // Opened or read elsewhere meanwhile: what is counted already counts no more.
    const counted = this.rooms.countedTo(roomId);
    const messages = page?.messages.filter(({ seq }) => seq > counted) ?? [];
    const last = Math.max(messages.at(-1)?.seq ?? 0, counted);
    const ofOthers = messages.filter(({ author }) => author.id !== this.me.id);
    this.found?.(roomId, ofOthers);
    const unseen = page && !page.hasAfter ? 0 : Math.max(0, head - last);
    this.rooms.count(roomId, ofOthers.length + unseen, last + unseen);
    this.rooms.addMentions(roomId, ofOthers.filter((message) => this.meansMe(message)).length);
  }

  /** Undefined without an answer: then all that came is taken for unread. */
  private async after(roomId: number, after: number) {
    try {
      const answer = await this.connection.ask('history', { roomId, after, limit: most });
      return answer.ok ? answer.value : undefined;
    } catch {
      return undefined;
    }
  }

  private meansMe = ({ author, text = '' }: MessageView) =>
    author.id !== this.me.id && means(text, this.me.username);
}
