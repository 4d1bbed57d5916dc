/** Changing what a room is: its name, its topic, who may read and write, whether it is archived. */
import { Injectable } from '@nestjs/common';
import { type RoomChange, type RoomView, topicText } from '../../shared/rooms.js';
import { AuditLog } from '../audit/audit-log.js';
import { Delivery } from '../delivery/delivery.js';
import { groups } from '../delivery/groups.js';
import { Audience } from '../memberships/audience.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { administratorsOnly } from '../platform/errors/administrators-only.js';
import { AppError } from '../platform/errors/app-error.js';
import { parse } from '../platform/errors/validation.js';
import { RoomManagementRepository } from './room-management.repository.js';
import { entriesFor, nameTaken, type NewState, newState, type RoomState } from './room-state.js';
import { RoomsService } from './rooms.service.js';
import { VisibleRooms } from './visible-rooms.service.js';

@Injectable()
export class RoomManagement {
  constructor(
    private readonly repository: RoomManagementRepository,
    private readonly rooms: RoomsService,
    private readonly visible: VisibleRooms,
    private readonly audience: Audience,
    private readonly delivery: Delivery,
    private readonly audit: AuditLog,
  ) {}

  /** The topic: whoever may write in the room. Everything else: administrators. */
  async change(actor: SignedInUser, roomId: number, change: RoomChange): Promise<RoomView> {
    const found = await this.visible.require(actor, roomId);
    if (found.room.access === 'direct')
      throw new AppError(
        'invalid',
        'A private conversation cannot be changed: it has no name, topic or access.',
      );
    if (!found.administers) return this.changeTopicOnly(actor, roomId, change);
    const state = newState(change);
    const changed = await this.repository.change(actor.id, roomId, state);
    if (changed === 'taken') throw nameTaken();
    if (!changed) throw administratorsOnly();
    const { room } = await this.visible.require(actor, roomId);
    this.announce(room, changed.ended);
    await this.noteChange(actor, room, changed.before, state);
    return room;
  }

  /** Anyone who may write in a room may say what it is about. */
  async setTopic(actor: SignedInUser, roomId: number, topic: string): Promise<RoomView> {
    const found = await this.rooms.requireById(actor, roomId);
    if (found.room.access === 'direct') throw new AppError('invalid', 'A private conversation has no topic.');
    if (!found.member) throw new AppError('forbidden', 'Join the room first.');
    if (!found.canPost)
      throw new AppError('forbidden', 'Only those who may write here can change the topic.');
    await this.repository.setTopic(roomId, parse(topicText, topic));
    const { room } = await this.rooms.requireById(actor, roomId);
    this.delivery.send(groups.members(roomId), 'room_changed', { room });
    return room;
  }

  private changeTopicOnly(actor: SignedInUser, roomId: number, { topic, ...rest }: RoomChange) {
    if (topic === undefined || Object.values(rest).some((value) => value !== undefined))
      throw administratorsOnly();
    return this.setTopic(actor, roomId, topic);
  }

  /** Whoever loses the room goes before the others hear of the change: its new name is not theirs to know. */
  private announce(room: RoomView, ended: number[]): void {
    for (const userId of ended) this.audience.expel(userId, room.id);
    if (room.access !== 'public') this.audience.expelStrangers(room.id);
    this.delivery.send([groups.members(room.id), groups.room(room.id)], 'room_changed', { room });
  }

  private async noteChange(
    actor: SignedInUser,
    { id, name }: RoomView,
    before: RoomState,
    state: NewState,
  ): Promise<void> {
    for (const [action, details] of entriesFor(before, state))
      await this.audit.note(actor, action, { type: 'room', id, name }, details);
  }
}
