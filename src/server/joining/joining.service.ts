/** How a connection comes to hear of rooms: of all that its person belongs to, and of those they look at. */
import { Injectable } from '@nestjs/common';
import type { JoinView } from '../../shared/messages.js';
import type { Connection } from '../delivery/connection.js';
import { groups } from '../delivery/groups.js';
import { MessagesService } from '../messages/messages.service.js';
import { AppError } from '../platform/errors/app-error.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { PresenceService } from '../presence/presence.service.js';
import { noSuchRoom } from '../memberships/no-such-room.js';
import { MembershipsService } from '../memberships/memberships.service.js';
import { RoomJoins } from '../rooms/room-joins.service.js';

@Injectable()
export class JoiningService {
  constructor(
    private readonly memberships: MembershipsService,
    private readonly rooms: RoomJoins,
    private readonly messages: MessagesService,
    private readonly presence: PresenceService,
  ) {}

  /** From its first moment on it hears of the person's own rooms. One that cannot comes back later instead. Never throws. */
  async open(connection: Connection): Promise<void> {
    try {
      const roomIds = await this.memberships.roomsOf(connection.user.id);
      await connection.enter(roomIds.map(groups.members));
    } catch {
      connection.drop();
    }
  }

  /**
   * Begins to look at the room of an address, where the person may read, and makes them a member unless they only `look`.
   * Answers with what changed since `rev`, or the newest page; the roster is sent beside it. Subscribes first, then reads, so
   * that nothing falls between. Throws `not_found`, the same for absent and for not theirs.
   */
  async join(
    connection: Connection,
    { room: address, rev, look = false }: { room: string; rev?: number; look?: boolean },
  ): Promise<JoinView> {
    const { user } = connection;
    const { id: roomId, member } = await this.enter(user, address, look);
    await connection.enter([groups.room(roomId), ...(member ? [groups.members(roomId)] : [])]);
    try {
      const opened = await this.messages.catchUp(user, roomId, rev);
      // Removed from a room that is open to everybody between the two: they may look, but do not belong to it.
      if (!opened.me.member) await connection.leave(groups.members(roomId));
      const roster = await this.presence.roster(roomId);
      // Who only looked may have become a member meanwhile: whoever made them one tells their connections.
      if (member && opened.me.member) requireStillIn(connection, roomId);
      connection.send('user_list', { roomId, ...roster });
      return opened;
    } catch (error) {
      await connection.leave(groups.room(roomId));
      // Removed between the two: the room's new topic is not theirs to hear either.
      if (error instanceof AppError && error.code === 'not_found')
        await connection.leave(groups.members(roomId));
      throw error;
    }
  }

  /** Stops looking at a room; the membership stays. */
  async leave(connection: Connection, roomId: number): Promise<void> {
    await connection.leave(groups.room(roomId));
  }

  private async enter(
    user: SignedInUser,
    address: string,
    look: boolean,
  ): Promise<{ id: number; member: boolean }> {
    return look ? this.rooms.look(user, address) : { id: await this.rooms.join(user, address), member: true };
  }
}

/** Whoever is removed while they join has been told so already: no answer may say that they are in. */
function requireStillIn({ groups: entered }: Connection, roomId: number): void {
  if (!entered.has(groups.members(roomId))) throw noSuchRoom();
}
