/**
 * Takes away what people have lost by whichever way it was written into the database: by this node, by another one that
 * cannot tell us, by the command line, by hand. What is told at once is told by those who write it; this finds what was not. Likewise,
 * with more time, it gives what they have been given.
 */
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Role } from '../../shared/people.js';
import { Connections } from '../delivery/connections.js';
import { groups } from '../delivery/groups.js';
import { pollUnlessBusy } from '../platform/work/poll.js';
import { AccessRepository, type Belief } from './access.repository.js';
import { Audience } from './audience.js';
import { Beliefs } from './beliefs.js';

/** Milliseconds. */
const lookEvery = 3_000;

@Injectable()
export class AccessWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(AccessWatch.name);
  private readonly beliefs: Beliefs;
  private stopLooking = () => {};

  constructor(
    private readonly repository: AccessRepository,
    private readonly connections: Connections,
    private readonly audience: Audience,
  ) {
    this.beliefs = new Beliefs(connections);
  }

  onApplicationBootstrap(): void {
    this.stopLooking = pollUnlessBusy(
      lookEvery,
      () => this.look(),
      (error) => this.logger.debug(`Who may hear what could not be looked at: ${String(error)}`),
    );
  }

  onModuleDestroy(): void {
    this.stopLooking();
  }

  /** One statement a round; another one only where a room has been shut since, for those who hear it. */
  private async look(): Promise<void> {
    if (this.connections.count === 0) return;
    const shut = await this.mend(this.beliefs.all());
    if (shut.length > 0) await this.mend(this.beliefs.of(shut));
  }

  private async mend(belief: Belief): Promise<number[]> {
    const { ended, changed, strangers, opened, shut, members } = await this.repository.differences(belief);
    for (const { session, reason } of ended) this.close(groups.session(session), reason);
    for (const { userId, role } of changed) this.change(userId, role);
    for (const { userId, roomId } of strangers) this.audience.expelHere(userId, roomId);
    for (const { userId, roomId } of members) this.audience.admitHere(userId, roomId);
    this.beliefs.note(opened, shut);
    return shut;
  }

  private change(userId: number, role: Role | null): void {
    if (role === null) this.close(groups.inbox(userId), 'disabled');
    else this.connections.setRole(userId, role);
  }

  private close(group: string, reason: string): void {
    for (const connection of this.connections.in(group)) connection.close(reason);
  }
}
