/** Reading back: pages by seq, and catching up by rev. Changes nothing. */
import { Injectable } from '@nestjs/common';
import { limits } from '../../../shared/limits.js';
import type { HistoryView, JoinView, MessageView } from '../../../shared/messages.js';
import type { RoomView } from '../../../shared/rooms.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { noSuchRoom } from '../../memberships/no-such-room.js';
import type { Standing } from '../../rooms/standing.row.js';
import { type MessageRow, messageView } from '../message.row.js';
import { Dates } from './dates.service.js';
import { type LogPage, MessagesRepository } from './messages.repository.js';
import { NewestPages } from './newest-pages.js';
import type { Reader } from './reader.js';

export interface PageRequest {
  roomId: number;
  /** Seqs; one of them at most. None: the newest page. */
  before?: number;
  after?: number;
  around?: number;
  /** In place of a seq: from the first message on that was written then, or later. */
  since?: Date;
  limit: number;
}

@Injectable()
export class History {
  constructor(
    private readonly repository: MessagesRepository,
    private readonly newest: NewestPages,
    private readonly dates: Dates,
  ) {}

  /** One statement, which asks for the right to read as well; only the page around a message needs to know the room before. */
  async page({ id }: SignedInUser, wanted: PageRequest): Promise<HistoryView> {
    const reader = { id, inspects: false };
    const request = await this.placed(reader, wanted);
    if (request.around !== undefined) {
      const lastSeq = await this.repository.lastSeq(reader, request.roomId);
      if (lastSeq === null) throw noSuchRoom();
      return this.readPage(reader, { id: request.roomId, lastSeq }, request);
    }
    const read = await this.fromOneEnd(reader, request.roomId, request);
    if (!read) throw noSuchRoom();
    return historyView(read.lastSeq, read.rows, request);
  }

  /** The room as a page or a client begins with it: what changed since `rev`, else the newest page, the one around a seq, or after it. */
  async open(
    { id }: SignedInUser,
    found: Standing,
    { rev, ...from }: { rev?: number; around?: number; after?: number },
    inspects = false,
  ): Promise<JoinView> {
    const reader = { id, inspects };
    const caughtUp = rev === undefined ? null : await this.catchUp(reader, found, rev);
    if (caughtUp) return caughtUp;
    const request = { roomId: found.room.id, ...from, limit: limits.historyPage };
    const isNewest = from.around === undefined && from.after === undefined;
    const { messages, hasBefore } = await (isNewest
      ? this.newest.of(reader, found)
      : this.readPage(reader, found.room, request));
    return opened(found, messages, { reset: true, hasMore: hasBefore });
  }

  /** The first message of others after `seq`, for a reader who stopped there; null where there is none. */
  async firstUnread({ id }: SignedInUser, roomId: number, seq: number): Promise<MessageView | null> {
    const row = await this.repository.firstOfOthers({ id, inspects: false }, roomId, seq);
    return row && messageView(row);
  }

  /** The room was read before: the newest page may bring messages beyond its last one, so that nothing falls between. */
  async readPage(
    reader: Reader,
    { id, lastSeq }: Pick<RoomView, 'id' | 'lastSeq'>,
    wanted: PageRequest,
  ): Promise<HistoryView> {
    const request = await this.placed(reader, wanted);
    const { around, limit } = request;
    if (around === undefined) {
      const read = await this.fromOneEnd(reader, id, request);
      return historyView(lastSeq, read?.rows ?? [], request);
    }
    // From the wanted message both ways: a page that is too long for one answer is cut at its ends, not there.
    const later = Math.min(Math.max(lastAround(around, limit, lastSeq) - around, 0), limit - 1);
    const halves = await Promise.all([
      this.repository.upTo(reader, id, around, limit - later),
      this.repository.after(reader, id, around, later),
    ]);
    return historyView(
      lastSeq,
      halves.flatMap((half) => half?.rows ?? []),
      request,
    );
  }

  /** Where a time leads to, as a place in the log. */
  private async placed(reader: Reader, { since, ...request }: PageRequest): Promise<PageRequest> {
    if (since === undefined) return request;
    const first = await this.dates.firstSince(reader, request.roomId, since);
    return { ...request, after: first === null ? Number.MAX_SAFE_INTEGER : first - 1 };
  }

  private fromOneEnd(
    reader: Reader,
    roomId: number,
    { before, after, limit }: PageRequest,
  ): Promise<LogPage | null> {
    if (after !== undefined) return this.repository.after(reader, roomId, after, limit);
    const last = before === undefined ? Number.MAX_SAFE_INTEGER : before - 1;
    return this.repository.upTo(reader, roomId, last, limit);
  }

  /** Null when the client is too far behind, or ahead of us (a restored backup): never a silent part. */
  private async catchUp(reader: Reader, found: Standing, rev: number): Promise<JoinView | null> {
    if (rev > found.room.rev) return null;
    if (rev === found.room.rev) return opened(found, [], { reset: false, hasMore: false });
    const rows = await this.repository.changedAfter(reader, found.room.id, rev, limits.catchUp);
    return rows && opened(found, rows.map(messageView), { reset: false, hasMore: false });
  }
}

function opened(
  found: Standing,
  messages: MessageView[],
  flags: { reset: boolean; hasMore: boolean },
): JoinView {
  const { room, reader, member, keeper, keeps, canPost, canPin, lastReadSeq, unread, membership } = found;
  // The messages were read after the room: they may know more of the log than its row did, never less.
  const rev = messages.reduce((newest, message) => Math.max(newest, message.rev), room.rev);
  return {
    room,
    me: { ...reader, member, keeper, keeps, canPost, canPin, lastReadSeq, unread, membership },
    rev,
    messages,
    ...flags,
  };
}

function historyView(lastSeq: number, rows: MessageRow[], { after }: PageRequest): HistoryView {
  const [first, last] = [rows[0]?.seq, rows.at(-1)?.seq];
  return {
    messages: rows.map(messageView),
    hasBefore: first === undefined ? after !== undefined && lastSeq > 0 : first > 1,
    hasAfter: last === undefined ? after === undefined && lastSeq > 0 : last < lastSeq,
  };
}

/**
 * The seq with which a page around a message ends: that one in the middle, a full page at both ends of the log. Seqs have no
 * holes, so places can be reckoned.
 */
const lastAround = (around: number, limit: number, lastSeq: number): number =>
  Math.max(Math.min(around + Math.floor((limit - 1) / 2), lastSeq), limit);
