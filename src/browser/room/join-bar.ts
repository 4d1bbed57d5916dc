/** Who only looks at a room comes in by the bar that stands where members write. */
import type { RoomSession } from '../core/room-session.js';
import { t } from '../ui/page-texts.js';

export function watchJoinBar(session: RoomSession, tell: (sentence: string) => void): void {
  const bar = document.getElementById('join-bar');
  bar?.addEventListener('submit', (event) => {
    event.preventDefault();
    const button = bar.querySelector('button')!;
    button.disabled = true;
    session
      .enter()
      .then(
        () => document.getElementById('text')?.focus({ preventScroll: true }),
        // Refused, with a sentence that stands below; or without an answer.
        () => session.isJoined || tell(t('There is no connection. Try again in a moment.')),
      )
      .finally(() => (button.disabled = false));
  });
}
