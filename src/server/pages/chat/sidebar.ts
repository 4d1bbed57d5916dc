/** The rooms beside whatever is shown, in an order that no message changes; what was said to the reader stands first. */
import { roomLook } from '../../../shared/rules/room-look.js';
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
}

/** One that is only looked at, or is archived, stands among the others while it is open. */
export function sidebarLists(listed: Standing[], { openRoomId, isHere, mentions, ignored }: Beside) {
  const link = (each: Standing): KeptItem => {
    const told = { ...each, mentions: mentions.get(each.room.id) };
    return roomLink(
      each.peer ? { ...told, online: Number(isHere(each.peer.id)) } : told,
      ignored,
      openRoomId,
    );
  };
  const calls = ({ room: { id, access }, unread, membership }: Standing) =>
    roomLook({ access, unread, membership, mentions: mentions.get(id) }).isMeant;
  const isFavourite = ({ membership }: Standing) => membership?.favourite === true;
  const direct = listed.filter(isDirect);
  const named = byName(listed.filter((each) => !isDirect(each)));
  const others = named.filter((each) => !calls(each));
  return {
    forYou: [...named.filter(calls), ...direct.filter((each) => !isFavourite(each))].map(link),
    favourites: [...direct.filter(isFavourite), ...others.filter(isFavourite)].map(link),
    rooms: others.filter((each) => !isFavourite(each)).map(link),
  };
}

const isDirect = ({ room }: Standing) => room.access === 'direct';

const names = new Intl.Collator(undefined, { numeric: true });
const byName = (rooms: Standing[]) => rooms.sort((a, b) => names.compare(a.room.name, b.room.name));
