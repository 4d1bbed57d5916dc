/** What was meant for a person: they look at it, and say what they have seen. */
import { Injectable } from '@nestjs/common';
import type { ActivityCounts, ActivityKind, ActivityPage, ActivityRead } from '../../shared/activity.js';
import { type MovedMark, ReadMarkMoves, type ReturnedMarks } from '../memberships/read-mark-moves.js';
import { type ThreadRead, ThreadReads } from '../messages/threads/thread-reads.js';
import { NoticeBadge } from '../notices/notice-badge.js';
import { ActivityNews } from './activity-news.js';
import { ActivityRepository, type UnreadRow } from './activity.repository.js';
import { entryView, gather } from './activity.row.js';
import { countsOf } from './unread.js';

interface Asked {
  /** `next` of the page before. */
  before?: number | undefined;
  limit: number;
  kind?: ActivityKind | undefined;
  /** Only what is new. */
  unread?: boolean | undefined;
}

/** Rows that are read for one line: what is gathered may be many. */
const rowsOfLine = 4;

/** What makes a room's number copper: it was said to somebody among others. */
const calling = new Set<ActivityKind>(['mention', 'answer', 'thread']);

@Injectable()
export class ActivityService {
  constructor(
    private readonly repository: ActivityRepository,
    private readonly news: ActivityNews,
    moves: ReadMarkMoves,
    threads: ThreadReads,
    badge: NoticeBadge,
  ) {
    moves.subscribe((marks) => this.readUpTo(marks));
    moves.subscribeToReturns((returned) => this.unreadAgain(returned));
    threads.subscribe((read) => this.readThread(read));
    badge.use((userIds) => this.countsOf(userIds));
  }

  /** The newest first; what belongs together on this page is one line. A page may be short, and even empty, before the end. */
  async page(user: { id: number }, asked: Asked): Promise<ActivityPage> {
    const scanned = asked.limit * rowsOfLine;
    const rows = await this.repository.page(user.id, asked, scanned);
    const { lines, last } = gather(rows, asked);
    const details = await this.repository.details(lines);
    const isWhole = last === rows.at(-1) && rows.length < scanned;
    return {
      entries: lines.map((line, index) => entryView(line, details[index]!)),
      next: isWhole ? null : last!.id,
      unread: await this.counts(user.id),
    };
  }

  /** How much is new: messages, threads and conversations, of a thousand rows at most. */
  async counts(userId: number): Promise<ActivityCounts> {
    return countsOf(await this.repository.unread([userId]));
  }

  /** User id → the same in all; whoever has nothing new is missing. */
  private async countsOf(userIds: number[]): Promise<Map<number, number>> {
    const counts = new Map<number, number>();
    for (const { user_id, count } of await this.repository.unread(userIds))
      counts.set(user_id, (counts.get(user_id) ?? 0) + count);
    return counts;
  }

  /** Room id → how much of what is new there was said to the person among others; rooms without any are missing. */
  async unreadByRoom(userId: number): Promise<Map<number, number>> {
    return roomsThatCall(await this.repository.unread([userId]));
  }

  /** Both at once, as pages show them. */
  async meantFor(userId: number): Promise<{ unread: ActivityCounts; mentions: Map<number, number> }> {
    const rows = await this.repository.unread([userId]);
    return { unread: countsOf(rows), mentions: roomsThatCall(rows) };
  }

  /** Some lines, by the ids of what is gathered there, or all. */
  async read(user: { id: number }, { ids }: ActivityRead): Promise<{ unread: ActivityCounts }> {
    if (ids) await this.repository.markRead(user.id, ids);
    else await this.repository.markAllRead(user.id);
    this.news.tell([], [user.id]);
    return { unread: await this.counts(user.id) };
  }

  private async readThread(read: ThreadRead): Promise<void> {
    if (await this.repository.markThreadRead(read)) this.news.tell([], [read.userId]);
  }

  /** Whoever has read a room so far has seen what was meant for them there; a mark that goes back makes nothing of it new. */
  private async readUpTo(marks: MovedMark[]): Promise<void> {
    const userIds = await this.repository.markReadUpTo(marks);
    this.news.tell([], userIds);
  }

  /** But whoever takes it back that they have read all, has that again, too. */
  private async unreadAgain(returned: ReturnedMarks): Promise<void> {
    if (await this.repository.markUnreadAgain(returned)) this.news.tell([], [returned.userId]);
  }
}

function roomsThatCall(rows: UnreadRow[]): Map<number, number> {
  const rooms = new Map<number, number>();
  for (const { room_id, kind, count } of rows)
    if (calling.has(kind)) rooms.set(room_id, (rooms.get(room_id) ?? 0) + count);
  return rooms;
}
