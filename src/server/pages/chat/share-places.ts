/** The rooms and conversations into which somebody may send something, the liveliest first. */
import { Injectable } from '@nestjs/common';
import type { ListedRoom } from '../../../shared/lobby.js';
import { canonicalKey } from '../../../shared/rules/canonical-key.js';
import { roomLook } from '../../../shared/rules/room-look.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { Lobby } from '../../rooms/lobby.js';

/** Shown at once; who is in more of them looks for the name. */
const most = 20;

@Injectable()
export class SharePlaces {
  constructor(private readonly lobby: Lobby) {}

  /** `chosen`: the id of the room that is ticked; it is shown whatever is looked for. */
  async find(user: SignedInUser, name: string, chosen: number) {
    const { mine, direct } = await this.lobby.own(user);
    const part = canonicalKey(name.replace(/^[#@]/, ''));
    const found = [...mine, ...direct]
      .filter(
        ({ room }) => room.archivedAt === null && (room.posting === 'everyone' || user.role === 'admin'),
      )
      .filter(({ room }) => room.id === chosen || canonicalKey(room.name).includes(part))
      .sort((a, b) => rank(b, chosen).localeCompare(rank(a, chosen)));
    return { places: found.slice(0, most).map((place) => shown(place, chosen)), isCut: found.length > most };
  }
}

const rank = ({ room, lastMessageAt }: ListedRoom, chosen: number) =>
  `${Number(room.id === chosen)} ${lastMessageAt ?? ''}`;

const shown = ({ room, peer, unread, membership }: ListedRoom, chosen: number) => ({
  ...{
    id: room.id,
    address: room.address,
    name: room.name,
    peerId: peer?.id,
    picture: peer?.picture,
    isChosen: room.id === chosen,
  },
  ...roomLook({ access: room.access, unread, membership }),
});
