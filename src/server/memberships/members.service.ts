/** What people do about the members of a room: look who they are, bring somebody in, leave, join. */
import { Injectable } from '@nestjs/common';
import type { AuditSubject } from '../../shared/audit.js';
import type { MemberView } from '../../shared/memberships.js';
import { AuditLog } from '../audit/audit-log.js';
import { UsersService } from '../people/users.service.js';
import { requireScope } from '../platform/access/scope.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { administratorsOnly } from '../platform/errors/administrators-only.js';
import { AppError } from '../platform/errors/app-error.js';
import { pageOf } from '../platform/postgres/page.js';
import { asker } from './asker.js';
import { MembershipsRepository, type RoomRightsRow } from './memberships.repository.js';
import { MembershipsService } from './memberships.service.js';
import { noSuchRoom } from './no-such-room.js';

@Injectable()
export class MembersService {
  constructor(
    private readonly repository: MembershipsRepository,
    private readonly memberships: MembershipsService,
    private readonly users: UsersService,
    private readonly audit: AuditLog,
  ) {}

  /** How somebody stands to a room that they may see; an administrator any that is not direct. Throws `not_found`. */
  async requireRights(reader: SignedInUser, roomId: number): Promise<RoomRightsRow> {
    const rights = await this.repository.findRights(asker(reader), roomId);
    if (!rights) throw noSuchRoom();
    return rights;
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

  /** Administrators; to a private room its members, too. A room for administrators takes nobody else. */
  async add(actor: SignedInUser, roomId: number, userId: number): Promise<void> {
    const room = await this.requireRights(actor, roomId);
    requireNamed(room);
    if (!room.administers && !(room.access === 'private' && room.member)) throw administratorsOnly();
    const user = await this.users.findActive(userId);
    if (!user) throw new AppError('not_found', 'There is no such person, or their account is disabled.');
    if (room.access === 'admins' && user.role !== 'admin')
      throw new AppError('invalid', 'This room is for administrators. Make this person one first.');
    if (!(await this.memberships.add(roomId, userId))) return;
    await this.audit.note(actor, 'member_added', subject(room), { userId, username: user.username });
  }

  /** Administrators; anyone themselves. Repeating it is no error. */
  async remove(actor: SignedInUser, roomId: number, userId: number): Promise<void> {
    const room = await this.requireRights(actor, roomId);
    requireNamed(room);
    if (!room.administers && userId !== actor.id) throw administratorsOnly();
    const username = await this.memberships.remove(roomId, userId);
    if (username === null) return;
    await this.audit.note(actor, 'member_removed', subject(room), { userId, username });
  }

  /** The same to a room that is open to them. */
  async requireOpen(reader: SignedInUser, roomId: number): Promise<RoomRightsRow> {
    const rights = await this.requireRights(reader, roomId);
    if (!rights.open) throw noSuchRoom();
    return rights;
  }
}

const subject = ({ id, name }: RoomRightsRow): AuditSubject => ({ type: 'room', id, name: name ?? '' });

function requireNamed({ access }: RoomRightsRow): void {
  if (access === 'direct')
    throw new AppError('invalid', 'A private conversation is only for the two people in it.');
}
