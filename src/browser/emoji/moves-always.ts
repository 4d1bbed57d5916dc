/** Whether own emoji always move: the reader's choice on all their devices, of which this browser keeps a copy for its next page. */
import { askServer } from '../ui/api.js';

const key = 'samovar.moving';
/** Said to the document: scripts come in parts. */
export const movingChanged = 'samovar-moving';

export function movesAlways(): boolean {
  try {
    return localStorage.getItem(key) === 'on';
  } catch {
    return false;
  }
}

export function moveAlways(isOn: boolean): void {
  adoptMoving(isOn);
  // Without an answer it holds here, until the server tells otherwise.
  void askServer('PATCH', '/api/me/notices', { movesEmoji: isOn }, { keepalive: true }).catch(
    () => undefined,
  );
}

/** As the reader chose, here or on another device. */
export function adoptMoving(isOn: boolean): void {
  if (isOn === movesAlways()) return;
  try {
    localStorage.setItem(key, isOn ? 'on' : 'off');
  } catch {
    // Storage full or forbidden: they stand still here.
  }
  document.dispatchEvent(new Event(movingChanged));
}
