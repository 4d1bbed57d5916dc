import { roomPath } from '../../../shared/paths.js';
import type { ListedRoom, RoomInWords } from '../../../shared/lobby.js';
import type { UserView } from '../../../shared/people.js';
import type { Bearers } from '../../../shared/rules/former-names.js';
import { whoWord } from '../../../shared/rules/person-look.js';
import { facesOf } from '../../../shared/room-page.js';
import { roomLook } from '../../../shared/rules/room-look.js';
import type { KeptItem } from '../../platform/rendering/kept-helpers.js';
import { inLineOfNow } from './names-of-now.js';

interface Linked extends Pick<ListedRoom, 'room' | 'peer' | 'others' | 'unread' | 'membership'> {
  online?: number | undefined;
  mentions?: number | undefined;
}

/** What views/rooms/room-link.hbs shows of a room, beside the one that is open; of a conversation also whether the other is here. */
export function roomLink(
  { room, peer, others, online, unread, mentions = 0, membership }: Linked,
  ignored: number[],
  openRoomId?: number,
): KeptItem {
  const { id, name, lastSeq, access } = room;
  const isOpen = id === openRoomId;
  const href = roomPath(room.address);
  const { level, muted } = membership ?? {};
  const isIgnored = isAmong(ignored, peer);
  const faces = facesOf(others);
  return {
    // All are without spaces. The address tells the name, but for a group's.
    keptAs: `${id} ${href} ${others?.map(whoWord).join('+')} ${access} ${peer && whoWord(peer)} ${lastSeq} ${unread} ${mentions} ${online} ${isOpen} ${level} ${muted} ${isIgnored}`,
    shows: () => ({
      ...{
        id,
        name,
        href,
        lastSeq,
        unread,
        mentions,
        online,
        isOpen,
        faces,
        peerId: peer?.id,
        picture: peer?.picture,
      },
      ...roomLook({ access, unread, mentions, membership, isIgnored }),
    }),
  };
}

const isAmong = (ignored: number[], peer: UserView | null): boolean =>
  peer !== null && ignored.includes(peer.id);

/** What views/rooms/room-card.hbs shows of a room in the lobby. */
export function roomCard(listed: RoomInWords, ignored: number[], bearers: Bearers): KeptItem {
  const { room, peer, others, online, unread, mentions, lastMessageAt, membership, members } = listed;
  const lastWords = listed.lastWords && inLineOfNow(listed.lastWords, bearers);
  const { id, name, topic, lastSeq, access } = room;
  const href = roomPath(room.address);
  const isIgnored = isAmong(ignored, peer);
  const shown = { id, href, topic, lastSeq, unread, mentions, online, members, lastMessageAt, lastWords };
  return {
    keptAs: JSON.stringify([
      access,
      peer && whoWord(peer),
      others?.map(whoWord),
      isIgnored,
      membership,
      shown,
    ]),
    shows: () => ({
      ...shown,
      name,
      faces: facesOf(others),
      peerId: peer?.id,
      picture: peer?.picture,
      ...roomLook({ access, unread, mentions, membership, isIgnored }),
    }),
  };
}
