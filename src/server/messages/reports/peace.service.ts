/** What moderators are told at once: how much waits for them, and whether newcomers can write. */
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { PeaceView } from '../../../shared/reports.js';
import { Delivery } from '../../delivery/delivery.js';
import { groups } from '../../delivery/groups.js';
import { requireModerator } from '../../people/moderators.js';
import { WritingRules } from '../../people/writing-rules.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { pollUnlessBusy } from '../../platform/work/poll.js';
import { ReportsRepository } from './reports.repository.js';

/** The guard is a setting, too, and another node may have changed it. */
const lookEvery = 3_000;

@Injectable()
export class Peace implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Peace.name);
  private wasGuarded = false;
  private stopLooking = () => {};

  constructor(
    private readonly repository: ReportsRepository,
    private readonly rules: WritingRules,
    private readonly delivery: Delivery,
  ) {}

  onApplicationBootstrap(): void {
    this.wasGuarded = this.rules.isGuarded;
    this.stopLooking = pollUnlessBusy(
      lookEvery,
      () => this.look(),
      (error) => this.logger.debug(`Moderators could not be told: ${String(error)}`),
    );
  }

  onModuleDestroy(): void {
    this.stopLooking();
  }

  async read(moderator: SignedInUser): Promise<PeaceView> {
    requireModerator(moderator);
    const { open } = await this.repository.waiting();
    return { open, raidGuard: this.rules.isGuarded };
  }

  async guard(moderator: SignedInUser, on: boolean): Promise<PeaceView> {
    await this.rules.guard(moderator, on);
    await this.look();
    return this.read(moderator);
  }

  async tell(): Promise<void> {
    const { open, moderators } = await this.repository.waiting();
    const news = { open, raidGuard: this.rules.isGuarded };
    if (moderators.length > 0) this.delivery.send(moderators.map(groups.inbox), 'peace_changed', news);
  }

  private async look(): Promise<void> {
    if (this.rules.isGuarded === this.wasGuarded) return;
    this.wasGuarded = this.rules.isGuarded;
    await this.tell();
  }
}
