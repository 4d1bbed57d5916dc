/** What is done with rooms beside talking in them: finding, making, changing, archiving, and who belongs to them. */
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { AppError, noSuchRoom } from '../platform/errors/app-error.js';
import { PresenceService } from '../presence/presence.service.js';
import type { AuditSubject } from '../../shared/audit.js';
import { canonicalKey } from '../../shared/rules/canonical-key.js';
import type { NewRoom, RoomChange, RoomSummaryView, RoomView } from '../../shared/rooms.js';
import type { MemberView } from '../../shared/memberships.js';
import type { UserView } from '../../shared/people.js';
import { Broadcaster } from '../platform/sockets/broadcaster.js';
import { groups } from '../platform/sockets/socket.js';
import { allowsAdministration, type SignedInUser } from '../platform/access/signed-in-user.js';
import { UsersService } from '../people/users.service.js';
import { type ManagedRow, RoomManagementRepository } from './room-management.repository.js';
import { type Standing, standing } from './room.row.js';
import { entriesFor, type NewState, newState, type RoomState } from './room-state.js';
import { RoomsService } from './rooms.service.js';

/** A room as somebody finds it who may be an administrator that is no member of it. */
export interface FoundRoom extends Standing {
  members: number;
  /** They act as an administrator: they are one, and no API token forbids it. */
  administers: boolean;
  /** They see it as an administrator only. */
  inspects: boolean;
}

interface RoomSearch {
  /** Part of a name. */
  query?: string;
  /** Only archived rooms, or only others; without it both. */
  archived?: boolean;
  /** The last id of the page before. */
  after?: number;
  limit: number;
}

const nameTaken = () => new AppError('conflict', 'This name is taken. Choose another.');
const administratorsOnly = () => new AppError('forbidden', 'Only administrators may do this.');

@Injectable()
export class RoomManagement {
  constructor(
    private readonly repository: RoomManagementRepository,
    private readonly rooms: RoomsService,
    private readonly users: UsersService,
    private readonly presence: PresenceService,
    private readonly broadcaster: Broadcaster,
    private readonly audit: AuditLog,
  ) {}

  /** The room as the reader may see it; for an administrator any that is not direct. Throws `not_found`. */
  async require(reader: SignedInUser, roomId: number): Promise<FoundRoom> {
    const row = await this.repository.find(asker(reader), roomId);
    if (!row) throw noSuchRoom();
    return foundRoom(reader, row);
  }

  /** Rooms with a name that the reader may see, in the order in which they were made. */
  async list(
    reader: SignedInUser,
    { query, archived, after = 0, limit }: RoomSearch,
  ): Promise<{ rooms: RoomSummaryView[]; next: number | null }> {
    const key = query === undefined ? undefined : canonicalKey(query);
    const rows = await this.repository.list(asker(reader), { key, archived, after }, limit + 1);
    const rooms = await this.summaries(rows.slice(0, limit).map((row) => foundRoom(reader, row)));
    return { rooms, next: rows.length > limit ? rooms.at(-1)!.id : null };
  }

  async read(reader: SignedInUser, roomId: number): Promise<RoomSummaryView> {
    const [summary] = await this.summaries([await this.require(reader, roomId)]);
    return summary!;
  }

  /** Whoever may see the room; people in the order of their ids, disabled ones included. */
  async members(
    reader: SignedInUser,
    roomId: number,
    { after = 0, limit }: { after?: number; limit: number },
  ): Promise<{ members: MemberView[]; next: number | null }> {
    await this.require(reader, roomId);
    const rows = await this.repository.members(roomId, after, limit + 1);
    const members = rows.slice(0, limit);
    return { members, next: rows.length > limit ? members.at(-1)!.id : null };
  }

  /** Whoever may see the room; at most 500 people. */
  async online(reader: SignedInUser, roomId: number): Promise<UserView[]> {
    await this.require(reader, roomId);
    return (await this.presence.roster(roomId)).users;
  }

  /** Anyone, public and private rooms; rooms for administrators, to read or to post, administrators only. */
  async create(actor: SignedInUser, room: NewRoom): Promise<RoomView> {
    if ((room.access === 'admins' || room.posting === 'admins') && !(await this.isAdministrator(actor)))
      throw administratorsOnly();
    const roomId = await this.rooms.make(actor, room);
    if (roomId === null) throw nameTaken();
    return (await this.require(actor, roomId)).room;
  }

  /** The topic: whoever may write in the room. Everything else: administrators. */
  async change(actor: SignedInUser, roomId: number, change: RoomChange): Promise<RoomView> {
    const found = await this.require(actor, roomId);
    if (found.room.access === 'direct')
      throw new AppError(
        'invalid',
        'A private conversation stays as it is: it has no name, topic or access.',
      );
    if (!found.administers) return this.changeTopicOnly(actor, roomId, change);
    const state = newState(change);
    const changed = await this.repository.change(actor.id, roomId, state);
    if (changed === 'taken') throw nameTaken();
    if (!changed) throw administratorsOnly();
    const { room } = await this.require(actor, roomId);
    this.announce(room, changed.ended);
    await this.noteChange(actor, room, changed.before, state);
    return room;
  }

  /** Administrators; to a private room its members, too. A room for administrators takes nobody else. */
  async addMember(actor: SignedInUser, roomId: number, userId: number): Promise<void> {
    const found = await this.require(actor, roomId);
    requireNamed(found.room);
    if (!found.administers && !(found.room.access === 'private' && found.member)) throw administratorsOnly();
    const user = await this.users.findActive(userId);
    if (!user) throw new AppError('not_found', 'There is no such person, or their account is disabled.');
    if (found.room.access === 'admins' && user.role !== 'admin')
      throw new AppError('invalid', 'This room is for administrators. Make this person one first.');
    if (!(await this.rooms.addMember(roomId, userId))) return;
    await this.audit.note(actor, 'member_added', subject(found.room), { userId, username: user.username });
  }

  /** Administrators; anyone themselves. Repeating it is no error. */
  async removeMember(actor: SignedInUser, roomId: number, userId: number): Promise<void> {
    const found = await this.require(actor, roomId);
    requireNamed(found.room);
    if (!found.administers && userId !== actor.id) throw administratorsOnly();
    const username = await this.rooms.removeMember(roomId, userId);
    if (username === null) return;
    await this.audit.note(actor, 'member_removed', subject(found.room), { userId, username });
  }

  /** For somebody who is no administrator any more: the rooms for administrators close to them at once. */
  async loseAdminRooms(userId: number): Promise<void> {
    for (const roomId of await this.repository.loseAdminRooms(userId))
      this.broadcaster.removeMember(userId, roomId);
  }

  private changeTopicOnly(actor: SignedInUser, roomId: number, { topic, ...rest }: RoomChange) {
    if (topic === undefined || Object.values(rest).some((value) => value !== undefined))
      throw administratorsOnly();
    return this.rooms.setTopic(actor, roomId, topic);
  }

  /** Whoever loses the room goes before the others hear of the change: its new name is not theirs to know. */
  private announce(room: RoomView, ended: number[]): void {
    for (const userId of ended) this.broadcaster.removeMember(userId, room.id);
    if (room.access !== 'public') this.broadcaster.removeStrangers(room.id);
    this.broadcaster.send([groups.members(room.id), groups.room(room.id)], 'room_changed', { room });
  }

  private async noteChange(actor: SignedInUser, room: RoomView, before: RoomState, state: NewState) {
    for (const [action, details] of entriesFor(before, state))
      await this.audit.note(actor, action, subject(room), details);
  }

  private async isAdministrator(actor: SignedInUser): Promise<boolean> {
    return allowsAdministration(actor) && (await this.users.findActive(actor.id))?.role === 'admin';
  }

  private async summaries(found: FoundRoom[]): Promise<RoomSummaryView[]> {
    const online = await this.presence.onlineInRooms(found.map(({ room }) => room.id));
    return found.map(({ room, members, member, unread, lastMessageAt }) => ({
      ...room,
      online: online.get(room.id) ?? 0,
      members,
      unread,
      member,
      lastMessageAt,
    }));
  }
}

const asker = (user: SignedInUser) => ({ id: user.id, administers: allowsAdministration(user) });

const subject = ({ id, name }: RoomView): AuditSubject => ({ type: 'room', id, name });

function foundRoom(reader: SignedInUser, row: ManagedRow): FoundRoom {
  return {
    ...standing(row),
    members: row.members,
    administers: row.reader_role === 'admin' && allowsAdministration(reader),
    inspects: !row.open,
  };
}

function requireNamed({ access }: RoomView): void {
  if (access === 'direct') throw new AppError('invalid', 'A private conversation is between its two people.');
}
