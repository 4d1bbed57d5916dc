/**
 * The newest page of each room that people open: the same for all who may read it, so that a thousand who come at once read it
 * once. It holds for one state of the room (Standing.state), and whoever gets it has just been told of that very state by the
 * database, as somebody who may read: nothing of it came after their removal (P6), and no change goes unseen.
 */
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { limits } from '../../../shared/limits.js';
import type { MessageView } from '../../../shared/messages.js';
import type { Standing } from '../../rooms/standing.row.js';
import { messageView } from '../message.row.js';
import { MessagesRepository } from './messages.repository.js';
import type { Reader } from './reader.js';

export interface NewestPage {
  /** In seq order. Frozen, and the same array for the same state: what is made of it can be kept under it. */
  messages: MessageView[];
  /** Whether there are older ones. */
  hasBefore: boolean;
}

interface Kept {
  /** Null for a page that is not kept, as nobody knows which state it shows. */
  state: string | null;
  page: NewestPage;
  bytes: number;
}

/** Of all pages together, as the text of an answer; as objects they take about twice that. One page has half a megabyte at most. */
const mostBytes = 24_000_000;
const mostPages = 3_000;

/**
 * Milliseconds. A database that was set back to an earlier day, transactions and all, could come to a state of the same name
 * again, and nothing else would tell.
 */
const keptFor = 60_000;

const nothing: NewestPage = { messages: [], hasBefore: false };
Object.freeze(nothing.messages);

@Injectable()
export class NewestPages {
  /** By room. */
  private readonly kept = new LRUCache<number, Kept>({
    max: mostPages,
    maxSize: mostBytes,
    ttl: keptFor,
    sizeCalculation: ({ bytes }) => bytes,
  });
  private readonly underWay = new Map<number, Promise<Kept | null>>();

  constructor(private readonly repository: MessagesRepository) {}

  /** Bytes of what is kept. */
  get bytes(): number {
    return this.kept.calculatedSize;
  }

  /**
   * The newest page of a room for somebody who was found to stand to it so by the database, in this very request. It may
   * bring messages beyond the room's last one, so that nothing falls between.
   */
  async of(reader: Reader, { room: { id, lastSeq }, state }: Standing): Promise<NewestPage> {
    // Whatever came since is told to whoever subscribed before they asked for the room.
    if (lastSeq === 0) return nothing;
    const kept = this.kept.get(id);
    if (kept?.state === state) return kept.page;
    const underWay = this.underWay.get(id);
    // Awaited only where there is one: of a crowd that was told of the room in one moment, the first must be seen by the next.
    const others = underWay && (await underWay);
    if (others?.state === state) return others.page;
    const own = await this.read(reader, id);
    return own?.page ?? nothing;
  }

  private read(reader: Reader, roomId: number): Promise<Kept | null> {
    const reading = this.readAndKeep(reader, roomId).finally(() => {
      if (this.underWay.get(roomId) === reading) this.underWay.delete(roomId);
    });
    this.underWay.set(roomId, reading);
    return reading;
  }

  /** Null for a reader who may not read any more: the statement asks again. */
  private async readAndKeep(reader: Reader, roomId: number): Promise<Kept | null> {
    const found = await this.repository.upTo(reader, roomId, Number.MAX_SAFE_INTEGER, limits.historyPage);
    if (!found || found.rows.length === 0) return null;
    const messages = found.rows.map((row) => Object.freeze(messageView(row)));
    Object.freeze(messages);
    const page = Object.freeze({ messages, hasBefore: messages[0]!.seq > 1 });
    const read = { state: found.state, page, bytes: Buffer.byteLength(JSON.stringify(messages)) };
    // Under the state that it shows, which may be a later one than its reader was told of.
    if (read.state !== null) this.kept.set(roomId, read);
    return read;
  }
}
