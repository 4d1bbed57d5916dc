import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { CursorsRepository } from './cursors.repository.js';
import { Feed } from './feed.js';
import { LogFollower, type LogSubscriber } from './follower.js';

/** Subscribers of the feed that must not miss anything, over crashes and nodes: each change of the log reaches them once. */
@Injectable()
export class LogFollowers implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly followers: LogFollower[] = [];

  constructor(
    private readonly feed: Feed,
    private readonly cursors: CursorsRepository,
  ) {}

  /** Called while the modules are made, before anything is written. */
  follow(subscriber: LogSubscriber): void {
    const follower = new LogFollower(subscriber, this.cursors);
    this.feed.subscribe(subscriber.name, follower);
    this.followers.push(follower);
  }

  onApplicationBootstrap(): void {
    for (const follower of this.followers) follower.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.followers.map((follower) => follower.stop()));
  }
}
