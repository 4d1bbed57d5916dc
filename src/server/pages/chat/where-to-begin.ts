/** Where a room's page begins for its reader: at its end, where they had stopped, or on the day that its address says. */
import { Injectable } from '@nestjs/common';
import { limits } from '../../../shared/limits.js';
import type { MessageView } from '../../../shared/messages.js';
import { dayRange, type Reader } from '../../../shared/rules/search-days.js';
import { Dates } from '../../messages/reading/dates.service.js';
import { MessagesService } from '../../messages/messages.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import type { Standing } from '../../rooms/standing.row.js';

/** Messages above the line, so that one sees what the new ones follow. */
const above = 2;

/** The messages from a day on. */
export interface Day {
  /** Undefined where nothing was written from then on, or nobody knows which day is meant. */
  first: number | undefined;
  /** The first that was written after the day is too late for it. */
  until: Date | undefined;
}

@Injectable()
export class WhereToBegin {
  constructor(
    private readonly messages: MessagesService,
    private readonly dates: Dates,
  ) {}

  /** `words` as people write a day: 2024-03-01, yesterday, March 2024. */
  async onDay(
    { id }: SignedInUser,
    roomId: number,
    words: string,
    reader: Omit<Reader, 'now'>,
  ): Promise<Day> {
    const day = dayRange(words, { now: new Date(), ...reader });
    if (!day) return { first: undefined, until: undefined };
    const first = await this.dates.firstSince({ id, inspects: false }, roomId, day.from);
    return { first: first ?? undefined, until: day.until };
  }

  /**
   * The page after a seq where there are more unread messages than the newest page can show together with the line above
   * them; undefined where that page does. Asks nothing for those with few unread.
   */
  async after(reader: SignedInUser, found: Standing): Promise<number | undefined> {
    if (found.opensAt === 'end' || isWithinNewest(found)) return undefined;
    const first = await this.firstUnread(reader, found);
    const isShown = !first || first.seq > firstOfNewest(found);
    return isShown ? undefined : Math.max(first.seq - 1 - above, 0);
  }

  /** The first message that the reader has not read, out of these where it is among them. Whoever they ignore leaves nothing to read. */
  async stopped(
    reader: SignedInUser,
    found: Standing,
    messages: MessageView[],
    ignored: number[],
  ): Promise<MessageView | undefined> {
    const { member, lastReadSeq, unread } = found;
    if (!member || unread === 0) return undefined;
    const isCovered = messages.length > 0 && messages[0]!.seq <= lastReadSeq + 1;
    const isUnread = ({ seq, author: { id } }: MessageView) =>
      seq > lastReadSeq && id !== reader.id && !ignored.includes(id);
    const among = isCovered && messages.find(isUnread);
    return among || ((await this.firstUnread(reader, found)) ?? undefined);
  }

  private firstUnread(reader: SignedInUser, { room, lastReadSeq }: Standing): Promise<MessageView | null> {
    return this.messages.firstUnread(reader, room.id, lastReadSeq);
  }
}

const firstOfNewest = ({ room }: Standing): number => room.lastSeq - limits.historyPage + 1;

const isWithinNewest = (found: Standing): boolean =>
  !found.member || found.unread === 0 || found.lastReadSeq >= firstOfNewest(found);
