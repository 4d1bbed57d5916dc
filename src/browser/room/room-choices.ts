/** How the reader is told of the open room: chosen in its menu, or elsewhere. */
import { defaultLevelIn } from '../../shared/rules/default-level.js';
import type { MembershipView } from '../../shared/memberships.js';
import { lobbyPath } from '../../shared/paths.js';
import type { RoomView } from '../../shared/rooms.js';
import type { KnownRooms } from '../core/known-rooms.js';
import type { RoomSession } from '../core/room-session.js';
import { onceThere } from '../shell/later.js';
import type { MenuListener } from './room-doings.js';
import type { RoomMenu } from './room-menu.js';

export class RoomChoices implements MenuListener {
  /** As soon as it is there; until then it is as the server made it. */
  private menu: RoomMenu | undefined;

  private isKnown = false;

  constructor(
    main: HTMLElement,
    private readonly session: RoomSession,
    private readonly rooms: KnownRooms,
    readonly readAll: () => void,
  ) {
    onceThere(({ RoomMenu }) => {
      this.menu = new RoomMenu(main, this);
      if (this.isKnown) this.show(this.session.me.membership);
    });
  }

  room = (): RoomView => this.session.room;
  gone = (): void => location.assign(lobbyPath);

  /** Null: they only look at it, or have lost it. */
  show(membership: MembershipView | null): void {
    this.isKnown = true;
    this.menu?.show(membership, defaultLevelIn(this.room(), this.rooms.defaultLevel));
  }

  /** Chosen here or elsewhere. */
  choose(membership: MembershipView): void {
    this.session.me = { ...this.session.me, membership };
    this.show(membership);
  }

  chosen(membership: MembershipView): void {
    this.rooms.choose(this.session.room.id, membership);
    this.choose(membership);
  }

  /** What the reader is told of where they have not chosen is something else. */
  levelChanged(): void {
    const membership = this.rooms.get(this.session.room.id)?.membership;
    if (membership) this.choose(membership);
  }
}
