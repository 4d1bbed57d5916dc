import { Injectable } from '@nestjs/common';
import type { NewRoom, RoomView } from '../../shared/rooms.js';
import { AuditLog } from '../audit/audit-log.js';
import { Audience } from '../memberships/audience.js';
import { MembershipsService } from '../memberships/memberships.service.js';
import { keyForNewName } from '../people/new-names.js';
import { UsersService } from '../people/users.service.js';
import { allowsAdministration, type SignedInUser } from '../platform/access/signed-in-user.js';
import { administratorsOnly } from '../platform/errors/administrators-only.js';
import { nameTaken } from './room-state.js';
import { RoomMakingRepository } from './room-making.repository.js';
import { RoomQuota } from './room-quota.js';
import { RoomsService } from './rooms.service.js';

@Injectable()
export class RoomMaking {
  constructor(
    private readonly repository: RoomMakingRepository,
    private readonly quota: RoomQuota,
    private readonly rooms: RoomsService,
    private readonly users: UsersService,
    private readonly audience: Audience,
    private readonly memberships: MembershipsService,
    private readonly audit: AuditLog,
  ) {}

  /** Anyone, public and private rooms; rooms for administrators, to read or to post, administrators only. */
  async create(maker: SignedInUser, room: NewRoom): Promise<RoomView> {
    if ((room.access === 'admins' || room.posting === 'admins') && !(await this.isAdministrator(maker)))
      throw administratorsOnly();
    const roomId = await this.make(maker, room);
    if (roomId === null) throw nameTaken();
    return (await this.rooms.requireById(maker, roomId)).room;
  }

  /** Its maker is its first member. Null when the name is taken. Throws `forbidden` for whoever may make none, whatever the name is, `invalid` for a bad name, `rate_limited` for too many. */
  async make(maker: SignedInUser, room: NewRoom): Promise<number | null> {
    await this.quota.requireMaker(maker, room.name, room.topic ?? '');
    const { name, topic = '', access, posting } = room;
    const row = { name, nameKey: keyForNewName(name), topic, access, posting };
    await this.memberships.requireFewer(maker.id);
    const made = await this.repository.create(row, maker.id, this.quota.most('rooms', maker));
    const roomId = this.quota.requireMade('rooms', made);
    if (roomId === null) return null;
    this.audience.admit(maker.id, roomId);
    await this.audit.note(maker, 'room_created', { type: 'room', id: roomId, name }, { access, posting });
    return roomId;
  }

  private async isAdministrator(actor: SignedInUser): Promise<boolean> {
    return allowsAdministration(actor) && (await this.users.findActive(actor.id))?.role === 'admin';
  }
}
