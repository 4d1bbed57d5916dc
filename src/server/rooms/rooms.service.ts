import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { AppError, noSuchRoom } from '../platform/errors/app-error.js';
import { keyForNewName } from '../people/new-names.js';
import { requireScope } from '../platform/access/scope.js';
import { parse } from '../platform/errors/validation.js';
import { canonicalKey } from '../../shared/rules/canonical-key.js';
import { address as addressSchema, roomName, type RoomView, topicText } from '../../shared/rooms.js';
import type { NewRoom } from '../../shared/rooms.js';
import { Broadcaster } from '../platform/sockets/broadcaster.js';
import { groups } from '../platform/sockets/socket.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { UsersService } from '../people/users.service.js';
import { type Standing, standing, type StandingRow } from './room.row.js';
import { RoomsRepository } from './rooms.repository.js';

@Injectable()
export class RoomsService {
  constructor(
    private readonly repository: RoomsRepository,
    private readonly users: UsersService,
    private readonly broadcaster: Broadcaster,
    private readonly audit: AuditLog,
  ) {}

  /** The room at an address, as the reader stands to it. Throws `not_found`, the same for absent and for not theirs. */
  async requireByAddress(reader: SignedInUser, address: string): Promise<Standing> {
    if (!addressSchema.safeParse(address).success) throw noSuchRoom();
    return required(
      address.startsWith('@')
        ? await this.findDirect(reader, address.slice(1))
        : await this.repository.findByKey(reader.id, canonicalKey(address)),
    );
  }

  async requireById(reader: SignedInUser, roomId: number): Promise<Standing> {
    return required(await this.repository.findById(reader.id, roomId));
  }

  /** What a page of history needs of its room: to count what is unread would take longer than the page. */
  async requireHead(reader: SignedInUser, roomId: number): Promise<Pick<RoomView, 'id' | 'lastSeq'>> {
    const head = await this.repository.findHead(reader.id, roomId);
    if (!head) throw noSuchRoom();
    return { id: head.id, lastSeq: head.last_seq };
  }

  /** Makes the reader a member of the room at an address. `@name` opens the conversation with that person. */
  async join(reader: SignedInUser, address: string): Promise<Standing> {
    return this.requireById(reader, await this.admit(reader, address));
  }

  /** The same, and answers with the room's id only. */
  async admit(reader: SignedInUser, address: string): Promise<number> {
    if (address.startsWith('@')) return (await this.openDirect(reader, address.slice(1))).room.id;
    if (!addressSchema.safeParse(address).success) throw noSuchRoom();
    const place = await this.repository.findPlace(reader.id, canonicalKey(address));
    if (!place) throw noSuchRoom();
    if (!place.member) {
      requireScope(reader.scope, 'write');
      await this.enterOpen(place.id, reader.id);
    }
    return place.id;
  }

  /** Enters a room by its name, which is made when there is none. Throws `invalid` for a bad name. */
  async enter(reader: SignedInUser, name: string): Promise<RoomView> {
    if (name.trim().startsWith('@')) return (await this.openDirect(reader, name.trim().slice(1))).room;
    const wanted = parse(roomName, name);
    const key = canonicalKey(wanted);
    // When it is taken after all, joining tells: made this very moment by somebody, or not this person's to see.
    if (!(await this.repository.findByKey(reader.id, key)))
      await this.make(reader, { name: wanted, access: 'public', posting: 'everyone' });
    return (await this.join(reader, wanted)).room;
  }

  /** Makes a room, with its maker as the first member; null when the name is taken. Throws `invalid` for a bad name. */
  async make(maker: SignedInUser, room: NewRoom): Promise<number | null> {
    const { name, topic = '', access, posting } = room;
    const row = { name, nameKey: keyForNewName(name), topic, access, posting };
    const roomId = await this.repository.create(row, maker.id);
    if (roomId === null) return null;
    this.broadcaster.addMember(maker.id, roomId);
    await this.audit.note(maker, 'room_created', { type: 'room', id: roomId, name }, { access, posting });
    return roomId;
  }

  /** The conversation of two people, made when there is none. Throws `not_found`, or `invalid` for oneself. */
  async openDirect(reader: SignedInUser, username: string): Promise<Standing> {
    const peer = await this.users.requireActiveByUsername(username);
    if (peer.id === reader.id) throw new AppError('invalid', 'You cannot write privately to yourself.');
    const known = await this.repository.findDirect(reader.id, peer.id);
    if (known) return standing(known);
    requireScope(reader.scope, 'write');
    const created = await this.repository.createDirect(reader.id, peer.id);
    const opened = required(await this.repository.findDirect(reader.id, peer.id));
    if (created) for (const id of [reader.id, peer.id]) this.broadcaster.addMember(id, opened.room.id);
    return opened;
  }

  /** Anyone who may write in a room may say what it is about. */
  async setTopic(reader: SignedInUser, roomId: number, topic: string): Promise<RoomView> {
    const found = await this.requireById(reader, roomId);
    if (found.room.access === 'direct') throw new AppError('invalid', 'A private conversation has no topic.');
    if (!found.member) throw new AppError('forbidden', 'Join the room first.');
    if (!found.canPost)
      throw new AppError('forbidden', 'Only those who may write here can change the topic.');
    await this.repository.setTopic(roomId, parse(topicText, topic));
    const { room } = await this.requireById(reader, roomId);
    this.broadcaster.send(groups.members(roomId), 'room_changed', { room });
    return room;
  }

  /** False when they were a member already. */
  async addMember(roomId: number, userId: number): Promise<boolean> {
    const added = await this.repository.addMember(roomId, userId);
    if (added) this.broadcaster.addMember(userId, roomId);
    return added;
  }

  /** The person loses the room at once: their sockets hear nothing more, and what they were sending is refused. Their name; null when they were no member. */
  async removeMember(roomId: number, userId: number): Promise<string | null> {
    const removed = await this.repository.removeMember(roomId, userId);
    this.broadcaster.removeMember(userId, roomId);
    return removed;
  }

  /** Ids of the rooms that a person is a member of. */
  memberRooms(userId: number): Promise<number[]> {
    return this.repository.memberRooms(userId);
  }

  /** The newest (seq, rev) of rooms, for those who serve them. */
  async heads(roomIds: number[]): Promise<{ roomId: number; seq: number; rev: number }[]> {
    const rows = await this.repository.heads(roomIds);
    return rows.map(({ id, last_seq, rev }) => ({ roomId: id, seq: last_seq, rev }));
  }

  /** Nobody becomes a member of a room that was closed to them this very moment. */
  private async enterOpen(roomId: number, userId: number): Promise<void> {
    if (await this.repository.admit(roomId, userId)) this.broadcaster.addMember(userId, roomId);
  }

  private async findDirect(reader: SignedInUser, username: string): Promise<StandingRow | null> {
    const peer = await this.users.findByUsername(username);
    return peer && this.repository.findDirect(reader.id, peer.id);
  }
}

function required(row: StandingRow | null): Standing {
  if (!row) throw noSuchRoom();
  return standing(row);
}
