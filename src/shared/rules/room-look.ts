/** How a room shows in a list: its kind, the number in its one pill and for whom that is, how its reader stands to it. */
import type { MembershipView } from '../memberships.js';
import type { Access } from '../rooms.js';

interface InList {
  access: Access;
  unread: number;
  /** How much of it was said to the reader. */
  mentions?: number;
  /** Null: they only look at it. */
  membership: MembershipView | null;
  /** The other of a conversation of two is somebody whom the reader ignores. */
  isIgnored?: boolean;
}

export interface Calls {
  /** Shown in the pill; 0: there is none. */
  count: number;
  /** The number counts what is meant for the reader, and is in copper. */
  isMeant: boolean;
}

const silent: Calls = { count: 0, isMeant: false };

/**
 * A conversation is meant for everybody in it; elsewhere a mention is, and comes before what is only new. That is counted where
 * it calls for nobody, too: the level says what does.
 */
export function callsOf({ access, unread, mentions = 0, membership, isIgnored = false }: InList): Calls {
  if (!membership || membership.muted || membership.level === 'nothing' || unread === 0) return silent;
  if (access === 'direct' || access === 'group') return isIgnored ? silent : { count: unread, isMeant: true };
  return mentions > 0 ? { count: mentions, isMeant: true } : { count: unread, isMeant: false };
}

/** In the words of the templates. */
export function roomLook(room: InList) {
  const { access, unread, membership, isIgnored = false } = room;
  const muted = membership?.muted ?? false;
  return {
    isDirect: access === 'direct',
    isGroup: access === 'group',
    isClosed: access === 'private' || access === 'admins',
    isMember: membership !== null,
    isNew: unread > 0 && membership !== null && !muted && !isIgnored,
    muted,
    ...callsOf(room),
  };
}
