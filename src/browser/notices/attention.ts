/** Which room is before the reader's eyes in this tab: told to the server, which calls no device of theirs for it. */
import type { Connection } from '../core/connection.js';

export class Attention {
  /** Null: nothing is. As every connection begins. */
  private told: number | null = null;

  constructor(
    private readonly connection: Connection,
    private readonly openRoom: () => number | undefined,
    /** It is another one now. */
    private readonly changed: (roomId: number | null) => void,
  ) {
    const look = () => this.look();
    for (const type of ['focus', 'blur']) window.addEventListener(type, look);
    document.addEventListener('visibilitychange', look);
    connection.socket.on('connect', () => {
      this.told = null;
      this.look();
    });
  }

  /** It may be another one now. */
  look(): void {
    const isSeen = document.visibilityState === 'visible' && document.hasFocus();
    const roomId = (isSeen && this.openRoom()) || null;
    if (roomId === this.told || !this.connection.isConnected) return;
    this.told = roomId;
    // Unheard, a notice too many comes at worst.
    this.connection.ask('attention', { roomId }).catch(() => undefined);
    this.changed(roomId);
  }
}
