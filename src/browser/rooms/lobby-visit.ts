/** The reader in the lobby: the field filters, the counts follow. */
import { LobbyRefresh } from './lobby-refresh.js';
import { RoomFilter } from './room-filter.js';
import type { Place, Shell } from '../shell/shell.js';

export class LobbyVisit implements Place {
  readonly refresh: LobbyRefresh;
  private readonly leaving = new AbortController();

  constructor({ rooms }: Shell) {
    const filter = new RoomFilter(
      document.getElementById('room') as HTMLInputElement,
      document.getElementById('enter-hint')!,
    );
    const onFresh = () => {
      filter.apply();
      rooms.showTotal();
    };
    this.refresh = new LobbyRefresh(document.getElementById('room-lists')!, onFresh, this.leaving.signal);
  }

  /** What the page shows is at most as old as the page. */
  connected(): void {}

  disconnected(): void {}

  leave(): void {
    this.leaving.abort();
  }
}
