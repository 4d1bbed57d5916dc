/** What the audit log tells of administrators who look into rooms that are not open to them. */
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';

export interface InspectedRoom {
  id: number;
  name: string;
}

/** Milliseconds for which one entry stands for all that an administrator reads in a room by way of this node. */
const oneEntryFor = 3_600_000;

@Injectable()
export class InspectionNotes {
  /** `administrator:room` → since when there is an entry, or one on its way. */
  private readonly noted = new Map<string, { at: number; entry: Promise<void> }>();

  constructor(private readonly audit: AuditLog) {}

  /**
   * Resolves once it is written down, and before that nothing is answered. An entry for each page, or for each picture of one, would
   * bury the rest of the log.
   */
  note(inspector: SignedInUser, { id, name }: InspectedRoom): Promise<void> {
    const now = performance.now();
    for (const [key, { at }] of this.noted) if (at < now - oneEntryFor) this.noted.delete(key);
    const key = `${inspector.id}:${id}`;
    const noted = this.noted.get(key);
    if (noted) return noted.entry;
    const entry = this.audit.note(inspector, 'private_room_opened', { type: 'room', id, name });
    this.noted.set(key, { at: now, entry });
    entry.catch(() => this.noted.delete(key));
    return entry;
  }
}
