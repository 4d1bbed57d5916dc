/** Tells people what was meant for them, and how much of it is new: on all their devices, once it is committed. */
import { Injectable, Logger } from '@nestjs/common';
import type { ActivityCounts, ActivityEntry } from '../../shared/activity.js';
import { Delivery } from '../delivery/delivery.js';
import { groups } from '../delivery/groups.js';
import { PresenceService } from '../presence/presence.service.js';
import { ActivityRepository, type UnreadRow } from './activity.repository.js';
import { entryView, gather } from './activity.row.js';
import { countsOf } from './unread.js';
import { grouped } from '../platform/work/grouped.js';

/** People who are told together: thousands are told one such part after the other, and others have their turn between. */
const atOnce = 200;

interface Line {
  userId: number;
  entry: ActivityEntry;
  rings: boolean;
}

@Injectable()
export class ActivityNews {
  private readonly logger = new Logger(ActivityNews.name);
  private telling = Promise.resolve();

  constructor(
    private readonly repository: ActivityRepository,
    private readonly presence: PresenceService,
    private readonly delivery: Delivery,
  ) {}

  /** These rows are there, by id and person, and the numbers of those people are others. Whoever is not here is told nothing. */
  tell(added: [id: number, userId: number][], changed: number[]): void {
    const idsOf = new Map<number, number[]>(changed.map((userId) => [userId, []]));
    for (const [id, userId] of added) idsOf.set(userId, [...(idsOf.get(userId) ?? []), id]);
    for (const userId of idsOf.keys()) if (!this.presence.isHere(userId)) idsOf.delete(userId);
    if (idsOf.size === 0) return;
    this.telling = this.telling
      .then(() => this.tellAll([...idsOf]))
      .catch((error: unknown) => this.logger.debug(`People could not be told: ${String(error)}`));
  }

  /** Resolves when everybody has been told. */
  idle(): Promise<void> {
    return this.telling;
  }

  private async tellAll(people: [userId: number, ids: number[]][]): Promise<void> {
    for (let from = 0; from < people.length; from += atOnce)
      await this.tellSome(people.slice(from, from + atOnce));
  }

  private async tellSome(people: [userId: number, ids: number[]][]): Promise<void> {
    const lines = grouped(await this.lines(people.flatMap(([, ids]) => ids)), ({ userId }) => userId);
    const unread = grouped(
      await this.repository.unread(people.map(([userId]) => userId)),
      ({ user_id }) => user_id,
    );
    for (const [userId] of people) this.tellOne(userId, lines.get(userId) ?? [], unread.get(userId) ?? []);
  }

  private tellOne(userId: number, lines: Line[], rows: UnreadRow[]): void {
    const unread = countsOf(rows);
    if (lines.length === 0) return this.send(userId, unread);
    for (const line of lines) this.send(userId, unread, line);
  }

  private send(userId: number, unread: ActivityCounts, line?: Line): void {
    const entry = line && { entry: line.entry, ...(line.rings && { rings: true }) };
    this.delivery.send(groups.inbox(userId), 'activity', { ...entry, unread });
  }

  /** The oldest first, as they came. */
  private async lines(ids: number[]): Promise<Line[]> {
    if (ids.length === 0) return [];
    const { lines } = gather(await this.repository.byIds(ids));
    const details = await this.repository.details(lines);
    return lines
      .map((line, index) => ({
        userId: line.newest.user_id,
        entry: entryView(line, details[index]!),
        rings: line.rings,
      }))
      .reverse();
  }
}
