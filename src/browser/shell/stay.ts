/** What stays while pages change, and the room among it: as what leads from page to page needs it. */
import type { ChatSocket } from '../core/connection.js';
import type { KnownRoom } from '../core/known-rooms.js';
import type { RoomPageData } from '../../shared/room-page.js';
import type { RoomView } from '../../shared/rooms.js';
import type { PageStore } from './page-store.js';

interface ShownRoom {
  readonly state: RoomPageData;
  readonly session: { readonly room: RoomView; readonly isRemoved: boolean };
  readonly paging: { readonly isFromStore: boolean };
  readonly reading: { cameFrom(place: number | 'end'): void };
  /** The seq of the message that is being read; undefined at the end. */
  readonly readingAt: number | undefined;
  has(seq: number): boolean;
  showTarget(seq: number): boolean;
  readOnAt(seq: number): boolean;
  goToEnd(): boolean;
}

/** The reader in a room. */
export interface Stayed {
  readonly room: ShownRoom;
  showThread(seq: number | undefined): void;
  /** To a message that this browser has kept, too; whether it is there. */
  goTo(seq: number): Promise<boolean>;
}

export interface Stay {
  readonly connection: { readonly socket: ChatSocket };
  readonly rooms: { readonly all: KnownRoom[]; get(roomId: number): KnownRoom | undefined };
  readonly pageStore: PageStore;
  readonly kept: { forget(roomId: number): void };
  readonly visit: Stayed | undefined;
  renamed?: () => void;
  visitTo(roomId: number): Stayed | undefined;
  go(swap: () => void, readOnAt?: number): void;
  glimpse(swap: () => void): void;
  tell(sentence: string): void;
}
