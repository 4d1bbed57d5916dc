/** The reader in the lobby: the field filters, the lists and counts follow. */
import type { RoomInWords, LobbyView } from '../../shared/lobby.js';
import { inList } from '../../shared/room-page.js';
import type { KnownRooms } from '../core/known-rooms.js';
import { inviteToNotices } from '../notices/invitation.js';
import type { Visit } from '../shell/visit.js';
import { LobbyLists } from './lobby-lists.js';
import { RoomFilter } from './room-filter.js';
import type { RoomRefresh } from './room-refresh.js';
import { RoomSearch } from './room-search.js';

/** Milliseconds. */
const every = 20_000;

export class LobbyVisit implements Visit {
  private readonly lists = new LobbyLists(document.getElementById('room-lists')!);
  private readonly filter: RoomFilter;
  private readonly search = new RoomSearch((rooms) => this.found(rooms));
  private readonly field = document.getElementById('room') as HTMLInputElement;
  /** A later page of other rooms stays as it is. */
  private readonly isFirst = !new URLSearchParams(location.search).has('after');
  private readonly leaving = new AbortController();

  constructor(
    private readonly rooms: KnownRooms,
    refresh: RoomRefresh,
  ) {
    this.filter = new RoomFilter(this.field, document.getElementById('enter-hint')!, () => rooms.all);
    const { signal } = this.leaving;
    void inviteToNotices();
    const look = () => document.visibilityState === 'visible' && refresh.soon();
    this.field.addEventListener('input', () => this.look(), { signal });
    const turns = setInterval(look, every);
    document.addEventListener('visibilitychange', look, { signal });
    signal.addEventListener('abort', () => clearInterval(turns));
  }

  refreshed(lobby: LobbyView): void {
    if (this.lists.isInUse || !this.isFirst) return;
    this.lists.show(lobby);
    this.rooms.fill([...lobby.mine, ...lobby.direct, ...lobby.others].map(inList));
    this.filter.apply();
    this.look();
  }

  private look(): void {
    if (this.lists.isCut) this.search.soon(this.field.value);
  }

  private found(rooms: RoomInWords[]): void {
    this.lists.addFound(rooms);
    for (const listed of rooms) this.rooms.add(inList(listed));
    this.filter.apply();
  }

  disconnected(): void {}

  leave(): void {
    this.leaving.abort();
  }
}
