/** A page that works before its script is there: the lobby, activity. */
import type { LobbyView } from '../../shared/lobby.js';
import { type Later, later, onceThere } from './later.js';
import type { Visit } from './visit.js';

export class LaterVisit<Shown extends Visit = Visit> implements Visit {
  visit: Shown | undefined;
  private isLeft = false;

  constructor(make: (parts: Later) => Shown) {
    onceThere((parts) => {
      if (!this.isLeft) this.visit = make(parts);
    });
    // Should it not come, the next sign of life fetches it.
    later().catch(() => undefined);
  }

  refreshed(lobby: LobbyView): void {
    this.visit?.refreshed(lobby);
  }

  disconnected(): void {}

  leave(): void {
    this.isLeft = true;
    this.visit?.leave();
    // Nothing is told to a page that is not there any more.
    this.visit = undefined;
  }
}
