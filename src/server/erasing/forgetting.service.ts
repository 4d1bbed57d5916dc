import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type ClaimedErasure, ErasuresRepository } from '../auth/accounts/erasures.repository.js';
import { Faces } from '../files/faces/faces.service.js';
import { Departures } from '../memberships/departures.service.js';
import { ErasedLines } from '../messages/changing/erased-lines.service.js';
import { Moderation } from '../messages/changing/moderation.service.js';
import { AskedWork } from './asked-work.js';
import { ForgettingRepository } from './forgetting.repository.js';

/** Forgets people whose account was erased: in small steps that can each be repeated, by whichever node has time. */
@Injectable()
export class Forgetting implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly work = new AskedWork('Somebody is to be forgotten', async (isStopping) => {
    const claim = await this.erasures.claim();
    if (claim) await this.forget(claim, isStopping);
    return claim !== null;
  });

  constructor(
    private readonly erasures: ErasuresRepository,
    private readonly repository: ForgettingRepository,
    private readonly departures: Departures,
    private readonly moderation: Moderation,
    private readonly lines: ErasedLines,
    private readonly faces: Faces,
  ) {}

  onApplicationBootstrap(): void {
    this.work.look();
  }

  onModuleDestroy(): Promise<void> {
    return this.work.stop();
  }

  /** Begins at once what was just asked for here; nobody waits for it. */
  start(): void {
    this.work.start();
  }

  /** Rooms first: they disappear from among the people there. The row that asks for it goes last. */
  private async forget({ userId, messages }: ClaimedErasure, isStopping: () => boolean): Promise<void> {
    const goesOn = async () => {
      await this.erasures.renew(userId);
      return !isStopping();
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
