import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { CatchUpRepository } from './catch-up.repository.js';
import { CursorsRepository } from './cursors.repository.js';
import { Feed } from './feed.js';
import { LogFollower, type LogSubscriber } from './follower.js';

/** Subscribers of the feed that must not miss anything, over crashes and nodes: each change of the log reaches them once. */
@Injectable()
export class LogFollowers implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly followers: LogFollower[] = [];
  private isRunning = false;

  constructor(
    private readonly feed: Feed,
    private readonly cursors: CursorsRepository,
    private readonly catchingUp: CatchUpRepository,
  ) {}

  follow(subscriber: LogSubscriber): void {
    const follower = new LogFollower(subscriber, this.cursors, this.catchingUp);
    this.feed.subscribe(subscriber.name, follower);
    this.followers.push(follower);
    if (this.isRunning) follower.start();
  }

  onApplicationBootstrap(): void {
    this.isRunning = true;
    for (const follower of this.followers) follower.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.followers.map((follower) => follower.stop()));
  }
}
