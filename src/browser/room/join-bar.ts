/** Who only looks at a room comes in by the bar that stands where members write. */
import type { RoomSession } from '../core/room-session.js';
import { t } from '../ui/page-texts.js';

export class JoinBar {
  private readonly bar = document.getElementById('join-bar') as HTMLFormElement | null;

  constructor(
    private readonly session: RoomSession,
    private readonly tell: (sentence: string) => void,
  ) {
    this.bar?.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.enter();
    });
  }

  private async enter(): Promise<void> {
    const button = this.bar!.querySelector('button')!;
    button.disabled = true;
    try {
      await this.session.enter();
      document.getElementById('text')?.focus({ preventScroll: true });
    } catch {
      // Refused, with a sentence that stands below; or without an answer.
      if (!this.session.isJoined) this.tell(t('There is no connection. Try again in a moment.'));
    } finally {
      button.disabled = false;
    }
  }
}
