import { Injectable } from '@nestjs/common';
import { Delivery } from '../../delivery/delivery.js';
import { groups } from '../../delivery/groups.js';
import type { EndReason } from './session.entity.js';

/** Tells the sockets of sessions that have ended, and closes them. */
@Injectable()
export class SessionEnds {
  constructor(private readonly delivery: Delivery) {}

  announce(sessionIds: string[], reason: EndReason): void {
    for (const id of sessionIds) this.delivery.signOut(groups.session(id), reason);
  }

  /** All of a person's, those of API tokens included. */
  announcePerson(userId: number, reason: EndReason): void {
    this.delivery.signOut(groups.inbox(userId), reason);
  }
}
