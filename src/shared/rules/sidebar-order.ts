/** Before which others a room stands in its section of the list: one rule for the page and for its script. */
import type { MembershipView } from '../memberships.js';
import type { Access } from '../rooms.js';
import type { RoomOrder, SidebarView } from '../sidebar.js';
import { isTalk } from './sidebar-section.js';

interface InSidebar {
  name: string;
  access: Access;
  membership: MembershipView | null;
  /** ISO 8601; undefined where nobody asked. */
  lastMessageAt?: string | null | undefined;
  /** Of somebody whom the reader ignores. */
  isIgnored?: boolean;
}

/** As of everybody who never said otherwise. */
export const plainSidebar: SidebarView = {
  order: 'name',
  unreadOnly: false,
  folded: [],
  sections: [],
  rev: 0,
};

type Compare = (one: InSidebar, other: InSidebar) => number;

/** Whoever is ignored moves nothing: their conversation stands last. */
const byActivity: Compare = (
  { lastMessageAt: one, isIgnored = false },
  { lastMessageAt: other, isIgnored: isOtherIgnored = false },
) =>
  Number(isIgnored) - Number(isOtherIgnored) ||
  (one === undefined || other === undefined || isIgnored ? 0 : (other ?? '').localeCompare(one ?? ''));

/** What calls the reader stands first for them, then conversations; elsewhere it is as they want it. */
export function orderIn(section: string, order: RoomOrder, names: Intl.Collator): Compare {
  const byName: Compare = (one, other) => names.compare(one.name, other.name);
  if (section === 'you')
    return (one, other) =>
      Number(isTalk(one)) - Number(isTalk(other)) || (isTalk(one) ? byActivity : byName)(one, other);
  if (order === 'activity') return byActivity;
  if (order === 'name') return byName;
  return (one, other) => placeOf(one) - placeOf(other) || byName(one, other);
}

/** Those that nobody has placed stand last. */
const placeOf = ({ membership }: InSidebar): number => membership?.place ?? Number.MAX_VALUE;
