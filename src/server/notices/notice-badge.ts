import { Injectable } from '@nestjs/common';

/** User id → what is new to them, as the app's icon says it; whoever has nothing may be missing. */
type Counts = (userIds: number[]) => Promise<ReadonlyMap<number, number>>;

/** What the app's icon says. Whoever knows what is new to people says so here: they know this feature, and not it them. */
@Injectable()
export class NoticeBadge {
  private counts: Counts = () => Promise.resolve(new Map());

  use(counts: Counts): void {
    this.counts = counts;
  }

  of(userIds: number[]): Promise<ReadonlyMap<number, number>> {
    return this.counts(userIds);
  }
}
