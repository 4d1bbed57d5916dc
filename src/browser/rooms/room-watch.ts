/**
 * Rooms that move on while the reader looks elsewhere. The announcement has no authors, so what came is looked at: one's
 * own messages from another tab or device are not unread, nor are those of people whom the reader ignores.
 */
import type { MessageView } from '../../shared/messages.js';
import type { UserView } from '../../shared/people.js';
import type { Connection } from '../core/connection.js';
import type { KnownRooms } from '../core/known-rooms.js';
import { Throttle } from '../core/throttle.js';

/** Milliseconds. The first look is spread, or all members would ask in the same moment; then a room has its turn. */
const firstLook = 300;
const every = 3_000;
/** Messages looked at in one go. */
const most = 100;

/** Seqs: what was announced of a room and not looked at yet lies after `after`, up to `head`. */
interface Announced {
  after: number;
  head: number;
}

export class RoomWatch {
  private readonly announced = new Map<number, Announced>();
  private readonly turns = new Map<number, Throttle>();
  /** Hears what others wrote there, but for those whom the reader ignores. */
  found?: (roomId: number, messages: MessageView[]) => void;

  constructor(
    private readonly connection: Connection,
    private readonly rooms: KnownRooms,
    private readonly me: UserView,
    private readonly ignores: (userId: number) => boolean,
  ) {}

  /** The room's newest message is `seq` now. */
  moved(roomId: number, seq: number): void {
    const counted = this.rooms.countedTo(roomId);
    if (seq <= counted) return;
    const { after, head } = this.announced.get(roomId) ?? { after: counted, head: seq };
    this.announced.set(roomId, { after, head: Math.max(seq, head) });
    let turn = this.turns.get(roomId);
    if (!turn) this.turns.set(roomId, (turn = new Throttle(() => void this.look(roomId), every, firstLook)));
    turn.soon();
  }

  /** The server counted up to its newest message: what was announced before is in that count. */
  counted(roomId: number): void {
    this.rooms.knows(roomId, this.announced.get(roomId)?.head ?? 0);
    this.announced.delete(roomId);
  }

  private async look(roomId: number): Promise<void> {
    const asked = this.announced.get(roomId);
    if (!asked) return;
    const page = await this.after(roomId, asked.after);
    const head = this.announced.get(roomId)?.head ?? 0;
    this.announced.delete(roomId);
    const ofOthers =
      page?.messages.filter(({ author: { id } }) => id !== this.me.id && !this.ignores(id)) ?? [];
    // Opened or listed anew meanwhile: what is counted already counts no more.
    const counted = this.rooms.countedTo(roomId);
    const last = Math.max(page?.messages.at(-1)?.seq ?? 0, counted);
    const unseen = page && !page.hasAfter ? 0 : Math.max(0, head - last);
    const fresh = ofOthers.filter(({ seq }) => seq > counted).length;
    this.rooms.count(roomId, fresh + unseen, last + unseen);
    // Where nothing is unread, it was read meanwhile.
    if (this.rooms.unreadOf(roomId) > 0) this.found?.(roomId, ofOthers);
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
}
