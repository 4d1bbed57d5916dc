import { Injectable } from '@nestjs/common';
import { Statements } from '../../platform/postgres/statements.js';
import type { SegmentHead } from './segments.repository.js';

/** Segments with words that were changed or removed since they were made. */
@Injectable()
export class StaleSegmentsRepository {
  constructor(private readonly statements: Statements) {}

  /** The one that has been so for the longest time, and for so many minutes. */
  async oldest(minutes: number): Promise<SegmentHead | null> {
    const [segment] = await this.statements.query<SegmentHead & Record<string, unknown>>(
      `select id, room_id, messages from search_segments
       where stale_since is not null and stale_since <= now() - make_interval(mins => $1)
       order by stale_since limit 1`,
      [minutes],
    );
    return segment ?? null;
  }
}
