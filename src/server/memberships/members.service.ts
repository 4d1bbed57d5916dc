/** What people do about the members of a room: look who they are, bring somebody in, leave, join. */
import { Injectable } from '@nestjs/common';
import type { AuditSubject } from '../../shared/audit.js';
import type { MemberView } from '../../shared/memberships.js';
import { mostInGroup } from '../../shared/rooms.js';
import type { About } from '../../shared/room-lines.js';
import { AuditLog } from '../audit/audit-log.js';
import { SeenPeople } from '../people/seen-people.js';
import { UsersService } from '../people/users.service.js';
import { shownUser, type UserRow, userView } from '../people/user-view.js';
import { requireScope } from '../platform/access/scope.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { AppError } from '../platform/errors/app-error.js';
import { pageOf } from '../platform/postgres/page.js';
import type { Transaction } from '../platform/postgres/transaction.js';
import { asker } from './asker.js';
import { HeldRooms, keepersOnly } from './held-rooms.js';
import { KeepersRepository } from './keepers.repository.js';
import { MembershipsRepository, type RoomRightsRow } from './memberships.repository.js';
import { MembershipsService } from './memberships.service.js';
import { noSuchRoom } from './no-such-room.js';
import { noSuchPeople, requireWelcome } from './taking-in.js';

@Injectable()
export class MembersService {
  constructor(
    private readonly repository: MembershipsRepository,
    private readonly keepers: KeepersRepository,
    private readonly memberships: MembershipsService,
    private readonly held: HeldRooms,
    private readonly users: UsersService,
    private readonly seen: SeenPeople,
    private readonly audit: AuditLog,
  ) {}

  /** How somebody stands to a room that they may see; an administrator any that is not direct. Throws `not_found`. */
  async requireRights(reader: SignedInUser, roomId: number): Promise<RoomRightsRow> {
    const rights = await this.findRights(reader, roomId);
    if (!rights) throw noSuchRoom();
    return rights;
  }

  /** The same; null where there is no such room, or none that they may see. */
  findRights(reader: SignedInUser, roomId: number): Promise<RoomRightsRow | null> {
    return this.repository.findRights(asker(reader), roomId);
  }

  /** Whoever may see the room; people in the order of their ids, disabled ones included. */
  async list(
    reader: SignedInUser,
    roomId: number,
    { after = 0, limit }: { after?: number; limit: number },
  ): Promise<{ members: MemberView[]; next: number | null }> {
    await this.requireRights(reader, roomId);
    const rows = await this.repository.list(roomId, after, limit + 1);
    const { page, next } = pageOf(rows, limit);
    return { members: page, next };
  }

  /** Anyone themselves, where they may read. By the room's id: its name may change while they come. */
  async join(person: SignedInUser, roomId: number): Promise<void> {
    if ((await this.requireOpen(person, roomId)).member) return;
    requireScope(person.scope, 'write');
    // Nobody becomes a member of a room that was closed to them this very moment.
    if (!(await this.memberships.join(roomId, person.id))) await this.requireOpen(person, roomId);
  }

  /** Who looks after the room; to a private room its members, too. A room for administrators takes nobody else. */
  async add(actor: SignedInUser, roomId: number, ...userIds: number[]): Promise<void> {
    const wanted = [...new Set(userIds)];
    const seen = await this.seen.among(actor, wanted);
    const people = await this.users.findAllActive(seen);
    const { room, added } = await this.held.change(actor, roomId, {
      work: async (transaction, room) => {
        const takesIn = room.access === 'private' || room.access === 'group';
        if (!room.keeps && !(takesIn && room.member && actor.role !== 'guest')) throw keepersOnly();
        if (people.length < wanted.length) throw noSuchPeople();
        if (room.access === 'admins' && people.some(({ role }) => role !== 'admin'))
          throw new AppError('invalid', 'This room is for administrators. Make this person one first.');
        const ids = people.map(({ id }) => id);
        if (room.access === 'group') await this.requireRoom(transaction, actor, roomId, ids);
        const banned = await this.keepers.banned(transaction, roomId, ids);
        if (banned.length > 0)
          throw new AppError('conflict', '{{name}} is banned from this room. Lift the ban first.', {
            name: people.find(({ id }) => id === banned[0])!.username,
          });
        const added = await this.keepers.add(transaction, roomId, ids);
        const named = people.filter(({ id }) => added.includes(id)).map(shownUser);
        const lines: About[] = named.length > 0 ? [{ what: 'invited', people: named }] : [];
        return { added: named, lines };
      },
      admits: ({ added }) => added.map(({ id }) => id),
    });
    for (const { id: userId, username } of added)
      await this.audit.note(actor, 'member_added', subject(room), { userId, username });
  }

  /**
   * Who looks after the room; anyone themselves. Repeating it is no error. Where nobody is left who keeps the room, `heirId`, or whoever has
   * been in it for longest, does from now on.
   */
  async remove(actor: SignedInUser, roomId: number, userId: number, heirId?: number): Promise<void> {
    const isLeaving = userId === actor.id;
    const { room, ended } = await this.held.change(actor, roomId, {
      work: async (transaction, room) => {
        // A keeper is named by keepers alone, in passing, too.
        if (!room.keeps && (!isLeaving || heirId !== undefined)) throw keepersOnly();
        const ended = await this.keepers.end(transaction, roomId, userId);
        if (!ended) return { ended, lines: [] };
        const named =
          heirId === undefined ? null : await this.keepers.keep(transaction, roomId, heirId, true);
        if (heirId !== undefined && !named) throw noHeir();
        const heir = named ?? (ended.keeper ? await this.keepers.handOn(transaction, roomId) : null);
        return { ended, lines: isLeaving ? farewell(room, heir) : removal(ended, heir) };
      },
      expels: () => [userId],
      ended: ({ ended }) => (ended ? [userId] : []),
    });
    if (!ended) return;
    await this.audit.note(actor, 'member_removed', subject(room), { userId, username: ended.username });
  }

  /** In a group, for those people too, who want to be taken in. */
  private async requireRoom(transaction: Transaction, actor: SignedInUser, roomId: number, ids: number[]) {
    if ((await this.keepers.countWith(transaction, roomId, ids)) > mostInGroup) throw tooManyForGroup();
    await requireWelcome(transaction, actor.id, ids, roomId);
  }

  /** The same to a room that is open to them. */
  async requireOpen(reader: SignedInUser, roomId: number): Promise<RoomRightsRow> {
    const rights = await this.requireRights(reader, roomId);
    if (!rights.open) throw noSuchRoom();
    return rights;
  }
}

export const subject = ({ id, name }: RoomRightsRow): AuditSubject => ({
  type: 'room',
  id,
  name: name ?? '',
});

export const tooManyForGroup = () =>
  new AppError('invalid', 'A group is for {{maximum}} people at most. Make a room instead.', {
    maximum: mostInGroup,
  });

const noHeir = () =>
  new AppError('invalid', 'Only a member of this room, whose account is not disabled, can be its keeper.');

/** Of somebody who comes and goes by themselves nobody needs to hear, unless others look after the room now. */
function farewell({ access }: RoomRightsRow, heir: UserRow | null): About[] {
  if (!heir && access === 'public') return [];
  return [{ what: 'left', people: heir ? [userView(heir)] : [] }];
}

export function removal(removed: UserRow, heir: UserRow | null): About[] {
  const line: About = { what: 'removed', people: [userView(removed)] };
  return heir ? [line, { what: 'keeper', people: [userView(heir)] }] : [line];
}
