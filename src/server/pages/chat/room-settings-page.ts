/** The page of a room's settings: how its reader is told of it, and, for whoever looks after it, what it is and who is kept out. */
import { Injectable } from '@nestjs/common';
import { roomPath } from '../../../shared/paths.js';
import { defaultLevelIn } from '../../../shared/rules/default-level.js';
import { MembersService } from '../../memberships/members.service.js';
import { RoomPeace } from '../../memberships/room-peace.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { noticeFor } from '../../platform/rendering/notices.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import type { Standing } from '../../rooms/standing.row.js';
import { levelLabels } from '../level-labels.js';
import { roomFields, typedRoom } from '../room-fields.js';
import { ReaderPage } from './reader-page.js';

/** Members that a choice names at most: the others are named by hand. */
const mostNamed = 100;

const notices = {
  changed: 'The room has been changed.',
  invited: 'They are in the room now.',
  kept: 'Done. The room says so where everybody needs to know it.',
  archived: 'The room has been archived.',
  restored: 'The room has been restored.',
};

@Injectable()
export class RoomSettingsPage {
  constructor(
    private readonly rooms: RoomsService,
    private readonly members: MembersService,
    private readonly peace: RoomPeace,
    private readonly readerPage: ReaderPage,
  ) {}

  /** `typedIn`: what was sent by a form that is refused. */
  async model(
    user: SignedInUser,
    address: string,
    { done, leave }: { done?: unknown; leave?: unknown } = {},
    typedIn?: unknown,
  ) {
    const found = await this.rooms.requireByAddress(user, address);
    const { room, keeper, keeps, membership } = found;
    const { defaultLevel } = await this.readerPage.model(user);
    return {
      pageTitle: room.name,
      notice: noticeFor(done, notices),
      ...{ room, isDirect: room.access === 'direct', isGroup: room.access === 'group', membership, keeps },
      startsGroup: `/groups?with=${encodeURIComponent(room.address.slice(1))}`,
      defaultLabel: levelLabels[defaultLevelIn(room, defaultLevel)].label,
      isEmpty: keeper && room.lastSeq === 0,
      path: roomPath(room.address),
      asksToLeave: leave !== undefined,
      needsInvitation: room.access === 'private' || room.access === 'group',
      mayInvite: mayInvite(user, found),
      ...(keeps && (await this.kept(user, found, typedIn))),
    };
  }

  private async kept(user: SignedInUser, { room, reader }: Standing, typedIn: unknown) {
    const { members } = await this.members.list(user, room.id, { limit: mostNamed });
    const others = members.filter(({ id }) => id !== user.id);
    return {
      fields: roomFields(typedRoom(typedIn, room), reader.role === 'admin'),
      isLastKeeper: !others.some(({ keeper }) => keeper),
      others,
      bans: await this.peace.bans(user, room.id),
    };
  }
}

/** Into a private room or a group its members bring others, too; guests bring nobody. */
export const mayInvite = ({ role }: SignedInUser, { room, keeps, member }: Standing): boolean =>
  keeps || ((room.access === 'private' || room.access === 'group') && member && role !== 'guest');
