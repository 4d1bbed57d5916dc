import { messagePath } from '../../shared/paths.js';
import type { Stayed } from './stay.js';

/** Remembers with this step of the browser's history where in the room one reads on, coming back to it. */
export function keepReading(visit: Stayed | undefined): void {
  const seq = visit?.room.readingAt;
  const reading = visit && seq && { seq, path: messagePath(visit.room.session.room.address, seq) };
  history.replaceState(reading ? { reading } : null, '');
}
