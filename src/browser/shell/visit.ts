import type { LobbyView } from '../../shared/lobby.js';

/** The page that is shown, from arriving there to leaving it: the lobby, or a room. */
export interface Visit {
  disconnected(): void;
  /** The rooms and their counts as the server has them now. */
  refreshed(lobby: LobbyView): void;
  leave(): void;
}
