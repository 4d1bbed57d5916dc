/**
 * Rooms that move on while the reader looks elsewhere. The announcement has no authors, so what came is looked at: one's
 * own messages from another tab or device are not unread.
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
