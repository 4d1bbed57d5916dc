/** The page of a room's settings: how its reader is told of it, and, for whoever looks after it, what it is and who is kept out. */
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { searchText } from '../../../shared/lists.js';
import { roomPath, roomSettingsPath } from '../../../shared/paths.js';
import { defaultLevelIn } from '../../../shared/rules/default-level.js';
import { Heirs } from '../../memberships/heirs.service.js';
import { RoomPeace } from '../../memberships/room-peace.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { noticeFor } from '../../platform/rendering/notices.js';
import { RoomPeople } from '../../presence/room-people.service.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import type { Standing } from '../../rooms/standing.row.js';
import { levelLabels } from '../level-labels.js';
import { roomFields, typedRoom } from '../room-fields.js';
import { doneAboutSomebody } from './keeping-doings.js';
import { placeInList } from './place-in-address.js';
import { ReaderPage } from './reader-page.js';

/** Members that one page shows. */
const onePage = 25;

/** What is no text to look for, and no place, asks for the first page of everybody. */
const wanted = z.object({ q: searchText.catch(undefined), after: placeInList });

const notices = {
  changed: 'The room has been changed.',
  invited: 'They are in the room now.',
  kept: doneAboutSomebody,
  archived: 'The room has been archived.',
  restored: 'The room has been restored.',
};

@Injectable()
export class RoomSettingsPage {
  constructor(
    private readonly rooms: RoomsService,
    private readonly heirs: Heirs,
    private readonly peace: RoomPeace,
    private readonly roomPeople: RoomPeople,
    private readonly readerPage: ReaderPage,
  ) {}

  /** `typedIn`: what was sent by a form that is refused. */
  async model(
    user: SignedInUser,
    address: string,
    { done, leave, heir, ...asked }: Record<string, unknown> = {},
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
      ...(keeps && { fields: roomFields(typedRoom(typedIn, room), found.reader.role === 'admin') }),
      ...(leave !== undefined && keeper && (await this.heirsOf(user, room.id, heir))),
      ...((keeps || keepsPeace(user, found)) && (await this.people(user, found, wanted.parse(asked)))),
    };
  }

  /** Who could keep the room from then on. */
  private async heirsOf(user: SignedInUser, roomId: number, heir: unknown) {
    const { kept, people } = await this.heirs.find(user, roomId, {});
    return { heirs: kept ? [] : people, heir };
  }

  /** The people of the room, with what may be done about each, and who is kept quiet or out. */
  private async people(user: SignedInUser, { room }: Standing, { q: query, after }: z.output<typeof wanted>) {
    const [page, bans, silences] = await Promise.all([
      this.roomPeople.list(user, room.id, { query, after, limit: onePage }),
      this.peace.bans(user, room.id),
      this.peace.silences(user, room.id),
    ]);
    const settingsPath = roomSettingsPath(room.address);
    const search = query ? `&q=${encodeURIComponent(query)}` : '';
    const silent = new Set(silences.map(({ user: { id } }) => id));
    return {
      keepsPeace: true,
      ...{ settingsPath, query, total: page.total, bans, silences },
      people: page.members
        .filter(({ member }) => member)
        .map((person) => ({ ...person, isMe: person.id === user.id, isSilent: silent.has(person.id) })),
      moreHref: page.next === null ? null : `${settingsPath}?after=${page.next}${search}#people`,
    };
  }
}

/** Moderators keep the peace in every room that they see; of a conversation there is nobody to keep out. */
const keepsPeace = ({ role }: SignedInUser, { room }: Standing): boolean =>
  role === 'moderator' && room.access !== 'direct' && room.access !== 'group';

/** Into a private room or a group its members bring others, too; guests bring nobody. */
export const mayInvite = ({ role }: SignedInUser, { room, keeps, member }: Standing): boolean =>
  keeps || ((room.access === 'private' || room.access === 'group') && member && role !== 'guest');
