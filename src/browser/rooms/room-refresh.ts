/** The rooms and their counts as the server has them: after an outage, or when a room turns up that is not listed. */
import type { LobbyView } from '../../shared/lobby.js';
import { Throttle } from '../core/throttle.js';

/** Milliseconds. */
const atMostEvery = 2_000;
const spread = 500;

export class RoomRefresh {
  private readonly turns = new Throttle(() => this.ask(), atMostEvery, spread);

  constructor(private readonly take: (lobby: LobbyView) => void) {}

  soon(): void {
    this.turns.soon();
  }

  private ask(): void {
    fetchLobby()
      .then((lobby) => this.take(lobby))
      // Without an answer the lists stay as they are; the next turn, or the next connect, asks again.
      .catch(() => undefined);
  }
}

/** Rejects without an answer, or where the reader is not signed in any more. */
export async function fetchLobby(): Promise<LobbyView> {
  const response = await fetch('/api/lobby');
  if (!response.ok) throw new Error(`answered ${response.status}`);
  return (await response.json()) as LobbyView;
}
