/** In which section of the list a room stands: one rule for the page and for its script. */
import type { MembershipView } from '../memberships.js';
import type { Access } from '../rooms.js';

interface InSection {
  access: Access;
  membership: MembershipView | null;
  /** Something there was said to the reader. */
  isMeant: boolean;
}

/** Somebody talks to somebody: it has no name of its own. */
export const isTalk = ({ access }: { access: Access }): boolean => access === 'direct' || access === 'group';

/** `you`, `favourites`, `rooms`, or the id of one of the reader's own. */
export function sectionOf({ access, membership, isMeant }: InSection): string {
  if (isMeant && !isTalk({ access })) return 'you';
  if (membership?.favourite) return 'favourites';
  return String(membership?.section ?? (isTalk({ access }) ? 'you' : 'rooms'));
}
