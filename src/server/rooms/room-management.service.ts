/** Changing what a room is: its name, its topic, who may read and write, how fast, whether it is archived. */
import { Injectable } from '@nestjs/common';
import { type RoomChange, type RoomView, topicText } from '../../shared/rooms.js';
import { AuditLog } from '../audit/audit-log.js';
import { Delivery } from '../delivery/delivery.js';
import { groups } from '../delivery/groups.js';
import { HeldRooms, keepersOnly, requireKeeper } from '../memberships/held-rooms.js';
import { KeepersRepository } from '../memberships/keepers.repository.js';
import { WritingRules } from '../people/writing-rules.service.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { administratorsOnly } from '../platform/errors/administrators-only.js';
import { AppError } from '../platform/errors/app-error.js';
import { parse } from '../platform/errors/validation.js';
import { RoomManagementRepository } from './room-management.repository.js';
import { RoomQuota } from './room-quota.js';
import { entriesFor, linesFor, nameTaken, newState, type NewState, type RoomState } from './room-state.js';
import { VisibleRooms } from './visible-rooms.service.js';

@Injectable()
export class RoomManagement {
  constructor(
    private readonly repository: RoomManagementRepository,
    private readonly held: HeldRooms,
    private readonly visible: VisibleRooms,
    private readonly delivery: Delivery,
    private readonly audit: AuditLog,
    private readonly rules: WritingRules,
    private readonly quota: RoomQuota,
    private readonly keepers: KeepersRepository,
  ) {}

  /** The topic: whoever may write in the room. Everything else: who looks after it; a room for administrators is theirs alone. */
  async change(actor: SignedInUser, roomId: number, change: RoomChange): Promise<RoomView> {
    const found = await this.visible.require(actor, roomId);
    if (found.room.access === 'direct')
      throw new AppError(
        'invalid',
        'A private conversation cannot be changed: it has no name, topic or access.',
      );
    if (found.room.access === 'group') return this.nameGroup(actor, roomId, change);
    if (!found.administers && !found.keeper) return this.changeTopicOnly(actor, roomId, change);
    await this.rules.require(actor, change.name, change.topic);
    const state = newState(change);
    const changed = await this.held.change(actor, roomId, {
      work: async (transaction, room) => {
        requireKeeper(room);
        const before = await this.repository.state(transaction, roomId);
        const isAdministrators = [before.access, state.access].includes('admins');
        if (isAdministrators && !room.administers) throw administratorsOnly();
        await this.repository.update(transaction, roomId, state);
        const ended =
          isAdministrators && state.access !== undefined
            ? await this.repository.endMemberships(transaction, roomId)
            : [];
        return { before, ended, lines: linesFor(before, state) };
      },
      // Whoever loses the room goes before the others hear of the change: its new name is not theirs to know.
      expels: ({ ended }) => ended,
      ended: ({ ended }) => ended,
      shuts: ({ before }) => (state.access ?? before.access) !== 'public',
    });
    return this.tell(actor, roomId, changed.before, state);
  }

  /** Anyone who may write in a room may say what it is about. */
  async setTopic(actor: SignedInUser, roomId: number, topic: string): Promise<RoomView> {
    const state: NewState = { topic: parse(topicText, topic) };
    const { before } = await this.held.change(actor, roomId, {
      work: async (transaction, room) => {
        if (!room.member) throw new AppError('forbidden', 'Join the room first.');
        if (!room.canPost)
          throw new AppError('forbidden', 'Only those who may write here can change the topic.');
        await this.rules.require(actor, topic);
        const before = await this.repository.state(transaction, roomId);
        await this.repository.update(transaction, roomId, state);
        return { before, lines: linesFor(before, state) };
      },
    });
    return this.tell(actor, roomId, before, state);
  }

  /** Whoever of a group gives it a name makes a private room of it, which they keep; its messages and links stay. */
  private async nameGroup(actor: SignedInUser, roomId: number, { name, ...rest }: RoomChange) {
    if (name === undefined || Object.values(rest).some((value) => value !== undefined))
      throw new AppError('invalid', 'Give the group a name first: it is a private room then.');
    await this.quota.requireMaker(actor, name, '');
    const state: NewState = { ...newState({ name }), access: 'private' };
    const { before } = await this.held.change(actor, roomId, {
      work: async (transaction, room) => {
        if (room.access !== 'group') throw nameTaken();
        const before = await this.repository.state(transaction, roomId);
        await this.repository.update(transaction, roomId, state);
        await this.keepers.keep(transaction, roomId, actor.id, true);
        return { before, lines: linesFor(before, { name }) };
      },
    });
    return this.tell(actor, roomId, before, state);
  }

  private changeTopicOnly(actor: SignedInUser, roomId: number, { topic, ...rest }: RoomChange) {
    if (topic === undefined || Object.values(rest).some((value) => value !== undefined)) throw keepersOnly();
    return this.setTopic(actor, roomId, topic);
  }

  private async tell(actor: SignedInUser, roomId: number, before: RoomState, state: NewState) {
    const { room } = await this.visible.require(actor, roomId);
    this.delivery.send([groups.members(room.id), groups.room(room.id)], 'room_changed', { room });
    for (const [action, details] of entriesFor(before, state))
      await this.audit.note(actor, action, { type: 'room', id: room.id, name: room.name }, details);
    return room;
  }
}
