/** Rooms by their names, where there are more than the page lists: asked of the server once the typing rests. */
import type { RoomInWords, OpenRooms } from '../../shared/lobby.js';

/** Milliseconds. */
const restsFor = 200;

export class RoomSearch {
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** The newest question; what answers an earlier one is not shown any more. */
  private asked = '';

  constructor(private readonly found: (rooms: RoomInWords[]) => void) {}

  /** `typed` as it stands in a field; nothing, or somebody's name, is not looked for. */
  soon(typed: string): void {
    clearTimeout(this.timer);
    const query = typed.trim().replace(/^#/, '');
    this.asked = query;
    if (query === '' || query.startsWith('@')) return;
    this.timer = setTimeout(() => void this.ask(query), restsFor);
  }

  /** Without an answer what is at hand is enough. */
  private async ask(query: string): Promise<void> {
    try {
      const response = await fetch(`/api/lobby/others?query=${encodeURIComponent(query)}`);
      if (response.ok && query === this.asked) this.found(((await response.json()) as OpenRooms).rooms);
    } catch {
      // Offline, or the server is away.
    }
  }
}
