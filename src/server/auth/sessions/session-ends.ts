import { Injectable } from '@nestjs/common';
import { Broadcaster } from '../../platform/sockets/broadcaster.js';
import { groups } from '../../platform/sockets/socket.js';
import type { EndReason } from './session.entity.js';

/** Tells the sockets of sessions that have ended, and closes them. */
@Injectable()
export class SessionEnds {
  constructor(private readonly broadcaster: Broadcaster) {}

  announce(sessionIds: string[], reason: EndReason): void {
    for (const id of sessionIds) this.broadcaster.signOut(groups.session(id), reason);
  }

  /** All of a person's, those of API tokens included. */
  announcePerson(userId: number, reason: EndReason): void {
    this.broadcaster.signOut(groups.inbox(userId), reason);
  }
}
