/** The rooms beside whatever is shown, as the reader keeps them; what was said to them stands first. */
import { roomLook } from '../../../shared/rules/room-look.js';
import { orderIn } from '../../../shared/rules/sidebar-order.js';
import { sectionOf } from '../../../shared/rules/sidebar-section.js';
import type { SidebarView } from '../../../shared/sidebar.js';
import type { KeptItem } from '../../platform/rendering/kept-helpers.js';
import type { Standing } from '../../rooms/standing.row.js';
import { roomLink } from './room-link.js';

interface Beside {
  openRoomId?: number | undefined;
  isHere: (userId: number) => boolean;
  /** Room id → how much of what is unread was said to the reader. */
  mentions: Map<number, number>;
  /** Ids of those whom the reader ignores. */
  ignored: number[];
  sidebar: SidebarView;
}

/** A section as views/rooms/room-section.hbs shows it. */
export interface ShownSection {
  section: string;
  /** Of an own one. */
  name?: string;
  list: string;
  folded: boolean;
  rooms: KeptItem[];
}

/** A room that is only looked at, or is archived, stands among the others while it is open. */
export function sidebarLists(
  listed: Standing[],
  { openRoomId, isHere, mentions, ignored, sidebar }: Beside,
): { lists: ShownSection[]; isUnreadOnly: boolean } {
  const link = (each: Standing): KeptItem => {
    const told = { ...each, mentions: mentions.get(each.room.id) };
    return roomLink(
      each.peer ? { ...told, online: Number(isHere(each.peer.id)) } : told,
      ignored,
      openRoomId,
    );
  };
  const standing = inSections(listed, sidebar, { mentions, ignored });
  const show = (section: string, list: string, name?: string): ShownSection => ({
    ...{ section, list, folded: sidebar.folded.includes(section) },
    ...(name !== undefined && { name }),
    rooms: (standing.get(section) ?? []).map(link),
  });
  const own = sidebar.sections.map(({ id, name }) => show(String(id), `section-${id}`, name));
  return {
    lists: [
      show('you', 'direct-list'),
      show('favourites', 'favourite-list'),
      ...own,
      show('rooms', 'room-list'),
    ],
    isUnreadOnly: sidebar.unreadOnly,
  };
}

/** Section → its rooms, in their order. `listed`: the liveliest first. */
export function inSections(
  listed: Standing[],
  { order, sections }: SidebarView,
  { mentions, ignored }: Pick<Beside, 'mentions' | 'ignored'>,
): Map<string, Standing[]> {
  const known = new Set(['you', 'favourites', ...sections.map(({ id }) => String(id))]);
  const found = listed.map((each) => {
    const { room, peer, unread, membership, lastMessageAt } = each;
    const isIgnored = peer !== null && ignored.includes(peer.id);
    const { id, access, name } = room;
    const { isMeant } = roomLook({ access, unread, membership, isIgnored, mentions: mentions.get(id) });
    const asListed = { name, access, membership, lastMessageAt, isIgnored };
    const section = sectionOf({ access, membership, isMeant });
    return { each, asListed, section: known.has(section) ? section : 'rooms' };
  });
  const keys = [...known, 'rooms'];
  return new Map(
    keys.map((key) => {
      const compare = orderIn(key, order, names);
      const those = found.filter(({ section }) => section === key);
      return [key, those.sort((one, other) => compare(one.asListed, other.asListed)).map(({ each }) => each)];
    }),
  );
}

const names = new Intl.Collator(undefined, { numeric: true });
