import type { Connection } from '../core/connection.js';
import type { Ignoring } from '../core/ignoring.js';
import type { Keywords } from '../core/keywords.js';
import type { KnownRooms } from '../core/known-rooms.js';
import type { Outboxes } from '../core/outboxes.js';
import type { KeptMessages } from '../kept/kept-messages.js';
import type { LateUploads } from '../uploads/at-hand.js';

/** What stays while the reader goes from room to room. */
export interface Chat {
  readonly connection: Connection;
  readonly rooms: KnownRooms;
  readonly ignoring: Ignoring;
  readonly keywords: Keywords;
  readonly outboxes: Outboxes;
  readonly kept: KeptMessages;
  readonly uploads: LateUploads;
  /** Leads the reader to an address of the chat. */
  lead(href: string): void;
}
