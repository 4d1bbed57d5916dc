/**
 * Rooms that move on while the reader looks elsewhere. The announcement has no authors, so what came is looked at: one's
 * own messages from another tab or device are not unread, and a mention is marked.
 */
import type { MessageView } from '../../shared/messages.js';
import type { Connection } from '../core/connection.js';
import { Mentions } from '../messages/mentions.js';
import type { RoomList } from './room-list.js';

/** Milliseconds. The first look is spread, or all members would ask in the same moment; then a room has its turn. */
const firstLook = 300;
const every = 3_000;
/** Messages looked at in one go, and rooms looked at when the page opens. */
const most = 100;
const roomsAtStart = 10;

export class RoomWatch {
  /** Room → the newest seq that was announced and not counted yet. */
  private readonly heads = new Map<number, number>();
  private readonly busy = new Set<number>();
  private readonly mentions: Mentions;

  constructor(
    private readonly connection: Connection,
    private readonly rooms: RoomList,
    me: { id: number; username: string },
  ) {
    this.mentions = new Mentions(me.username, me.id);
    this.isMine = (message) => message.author.id === me.id;
  }

  /** The room's newest message is `seq` now. */
  moved(roomId: number, seq: number): void {
    if (seq <= this.rooms.countedTo(roomId)) return;
    this.heads.set(roomId, Math.max(seq, this.heads.get(roomId) ?? 0));
    if (this.busy.has(roomId)) return;
    this.busy.add(roomId);
    setTimeout(() => void this.look(roomId), Math.random() * firstLook);
  }

  /** The server counted up to its newest message: what was announced before is in that count. */
  counted(roomId: number): void {
    this.rooms.knows(roomId, this.heads.get(roomId) ?? 0);
    this.heads.delete(roomId);
  }

  /** Marks mentions among what was unread already when the page was opened. */
  async lookBack(): Promise<void> {
    const waiting = this.rooms.ids.filter((id) => !this.rooms.isDirect(id) && this.rooms.unreadOf(id) > 0);
    for (const roomId of waiting.slice(0, roomsAtStart)) {
      const after = Math.max(0, this.rooms.countedTo(roomId) - Math.min(this.rooms.unreadOf(roomId), most));
      const { messages } = (await this.after(roomId, after)) ?? { messages: [] };
      if (messages.some((message) => this.meansMe(message))) this.rooms.setMention(roomId);
    }
  }

  private isMine: (message: MessageView) => boolean;

  private async look(roomId: number): Promise<void> {
    const from = this.rooms.countedTo(roomId);
    const page = await this.after(roomId, from);
    const head = this.heads.get(roomId) ?? 0;
    this.heads.delete(roomId);
    // Opened or read elsewhere meanwhile: what is counted already counts no more.
    const counted = this.rooms.countedTo(roomId);
    const messages = page?.messages.filter(({ seq }) => seq > counted) ?? [];
    const last = Math.max(messages.at(-1)?.seq ?? 0, counted);
    const ofOthers = messages.filter((message) => !this.isMine(message));
    const unseen = page && !page.hasAfter ? 0 : Math.max(0, head - last);
    this.rooms.add(roomId, ofOthers.length + unseen, last + unseen);
    if (ofOthers.some((message) => this.meansMe(message))) this.rooms.setMention(roomId);
    setTimeout(() => {
      this.busy.delete(roomId);
      const newer = this.heads.get(roomId);
      if (newer !== undefined) this.moved(roomId, newer);
    }, every);
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

  private meansMe({ author, text = '' }: MessageView): boolean {
    const message = document.createElement('div');
    const body = document.createElement('div');
    body.className = 'message-text';
    body.textContent = text;
    message.dataset.author = String(author.id);
    message.append(body);
    this.mentions.mark(message);
    return message.classList.contains('mentions-me');
  }
}
