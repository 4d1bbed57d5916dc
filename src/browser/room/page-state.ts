/** What a page of the room as it stands now would hand its script. */
import type { RoomPageData } from '../../shared/room-page.js';
import type { RoomSession } from '../core/room-session.js';
import type { Stretch } from '../core/stretch.js';

/** `data`: what the page handed it that is shown. */
export function pageState(
  data: RoomPageData,
  { room, me, log }: RoomSession,
  stretch: Stretch,
  ignores: (userId: number) => boolean,
): RoomPageData {
  const { hasOlder: hasBefore, hasNewer: hasAfter } = stretch;
  const { rev, lastSeq } = log;
  const stopped = stoppedAt(data, me, stretch, ignores);
  return { ...data, room, me, rev, lastSeq, hasBefore, hasAfter, stopped, target: undefined };
}

/** Whoever has read on since does not find the line where it stood when they came. */
function stoppedAt(
  { stopped }: RoomPageData,
  { id, lastReadSeq, unread }: RoomPageData['me'],
  { inRoom }: Stretch,
  ignores: (userId: number) => boolean,
): RoomPageData['stopped'] {
  if (unread === 0) return undefined;
  if (stopped && stopped.seq > lastReadSeq) return stopped;
  const next = inRoom.find(({ seq, author }) => seq > lastReadSeq && author.id !== id && !ignores(author.id));
  return next && { seq: next.seq, createdAt: next.createdAt };
}
