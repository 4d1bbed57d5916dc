import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type ClaimedErasure, ErasuresRepository } from '../auth/accounts/erasures.repository.js';
import { Faces } from '../files/faces/faces.service.js';
import { Departures } from '../memberships/departures.service.js';
import { ErasedLines } from '../messages/changing/erased-lines.service.js';
import { Moderation } from '../messages/changing/moderation.service.js';
import { pollUnlessBusy } from '../platform/work/poll.js';
import { ForgettingRepository } from './forgetting.repository.js';

/** Milliseconds: what the command line asks for, or a node that died has left, is gone on with after so many. */
const lookEvery = 5_000;

/** Forgets people whose account was erased: in small steps that can each be repeated, by whichever node has time. */
@Injectable()
export class Forgetting implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Forgetting.name);
  private stopLooking = () => {};
  private isStopping = false;
  private round: Promise<void> | undefined;

  constructor(
    private readonly erasures: ErasuresRepository,
    private readonly repository: ForgettingRepository,
    private readonly departures: Departures,
    private readonly moderation: Moderation,
    private readonly lines: ErasedLines,
    private readonly faces: Faces,
  ) {}

  onApplicationBootstrap(): void {
    this.stopLooking = pollUnlessBusy(
      lookEvery,
      () => this.goOn(),
      (error) => this.logger.warn(`Somebody could not be forgotten yet: ${String(error)}`),
    );
  }

  async onModuleDestroy(): Promise<void> {
    this.stopLooking();
    this.isStopping = true;
    await this.round?.catch(() => undefined);
  }

  /** Begins at once what was just asked for here; nobody waits for it. */
  start(): void {
    void this.goOn().catch((error: unknown) =>
      this.logger.warn(`Somebody could not be forgotten yet: ${String(error)}`),
    );
  }

  private goOn(): Promise<void> {
    this.round ??= this.forgetAll().finally(() => (this.round = undefined));
    return this.round;
  }

  private async forgetAll(): Promise<void> {
    for (let claim = await this.erasures.claim(); claim; claim = await this.erasures.claim()) {
      await this.forget(claim);
      if (this.isStopping) return;
    }
  }

  /** Rooms first: they disappear from among the people there. The row that asks for it goes last. */
  private async forget({ userId, messages }: ClaimedErasure): Promise<void> {
    const goesOn = async () => {
      await this.erasures.renew(userId);
      return !this.isStopping;
    };
    await this.repository.revokeInvitations(userId);
    for (const roomId of await this.repository.rooms(userId)) {
      await this.departures.depart(roomId, userId);
      if (!(await goesOn())) return;
    }
    await this.faces.forget(userId);
    while (await this.repository.forgetSome(userId)) if (!(await goesOn())) return;
    if (!(await this.lines.forget(userId, goesOn))) return;
    if (messages === 'remove') {
      await this.repository.forgetReported(userId);
      if (!(await this.moderation.removeErased(userId, goesOn))) return;
    }
    await this.erasures.finish(userId);
  }
}
