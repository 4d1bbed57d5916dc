/** The server's own emoji as this node knows them, for whoever writes texts: a few seconds old at most. */
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { OwnEmoji } from '../../shared/rules/markdown/own-emoji.js';
import { AppError } from '../platform/errors/app-error.js';
import { pollUnlessBusy } from '../platform/work/poll.js';
import { EmojiRepository } from './emoji.repository.js';

export const noSuchEmoji = () => new AppError('not_found', 'There is no such emoji.');

/** Milliseconds after which a node knows what another one changed. */
const lookEvery = 3_000;

@Injectable()
export class KnownEmoji implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(KnownEmoji.name);
  private known: OwnEmoji = new Map();
  private state = '';
  private stopLooking = () => {};

  constructor(private readonly repository: EmojiRepository) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.look();
    this.stopLooking = pollUnlessBusy(
      lookEvery,
      () => this.look(),
      (error) => this.logger.debug(`The emoji could not be looked at: ${String(error)}`),
    );
  }

  onModuleDestroy(): void {
    this.stopLooking();
  }

  get current(): OwnEmoji {
    return this.known;
  }

  /** Throws `not_found` where there is none of that name. Another node may have added it just now. */
  async require(name: string): Promise<void> {
    if (!this.known.has(name)) await this.look();
    if (!this.known.has(name)) throw noSuchEmoji();
  }

  /** Reads them anew where something has changed. */
  async look(): Promise<void> {
    const state = await this.repository.state();
    if (state === this.state) return;
    const rows = await this.repository.list();
    this.known = new Map(rows.map(({ name, ...facts }) => [name, facts]));
    this.state = state;
  }
}
