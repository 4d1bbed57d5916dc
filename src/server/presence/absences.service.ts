/** Whether somebody was away for long, so that they can be told what came meanwhile. */
import { Injectable } from '@nestjs/common';
import { LastHereRepository } from './last-here.repository.js';
import { PresenceService } from './presence.service.js';

@Injectable()
export class Absences {
  constructor(
    private readonly lastHere: LastHereRepository,
    private readonly presence: PresenceService,
  ) {}

  /** Changes nothing, as pages are opened ahead and again; null for whoever was not away. */
  since(userId: number): Promise<Date | null> {
    return this.lastHere.awaySince(userId, this.presence.isHere(userId));
  }

  async dismiss(userId: number): Promise<void> {
    await this.lastHere.forgetAbsence(userId, this.presence.isHere(userId));
  }
}
