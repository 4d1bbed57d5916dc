import type { Connection } from '../core/connection.js';
import type { KnownRooms } from '../core/known-rooms.js';
import type { Outboxes } from '../core/outboxes.js';

/** What stays while the reader goes from room to room. */
export interface Chat {
  readonly connection: Connection;
  readonly rooms: KnownRooms;
  readonly outboxes: Outboxes;
  /** Leads the reader to an address of the chat. */
  lead(href: string): void;
}
