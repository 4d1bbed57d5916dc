import type { Connection } from '../core/connection.js';

/** Milliseconds; others forget it after 5 s. */
const every = 3_000;

/** Tells the room that one is typing. May be lost. */
export class TypingSignal {
  private sentAt = -every;

  constructor(
    private readonly connection: Connection,
    private readonly roomId: number,
  ) {}

  send(): void {
    if (!this.connection.isConnected || performance.now() - this.sentAt < every) return;
    this.sentAt = performance.now();
    this.connection.ask('typing', { roomId: this.roomId }).catch(() => undefined);
  }
}
