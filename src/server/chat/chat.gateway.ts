/** The socket's edge: an event in, a service call, an answer out. Every socket here is signed in (io.adapter). */
import { type OnGatewayConnection, WebSocketGateway } from '@nestjs/websockets';
import { AppError } from '../platform/errors/app-error.js';
import { translator } from '../platform/languages/i18n.js';
import { RateLimits } from '../platform/work/rate-limits.js';
import { MessageChangesService } from '../messages/changing/message-changes.service.js';
import { MessagesService } from '../messages/messages.service.js';
import { MembershipsService } from '../memberships/memberships.service.js';
import { ReadMarksService } from '../memberships/read-marks.service.js';
import { PresenceService } from '../presence/presence.service.js';
import { commandHelp } from '../../shared/rules/commands.js';
import type { Payload } from '../../shared/events.js';
import type { HistoryView, JoinView, MessageView, ReadView, SendView } from '../../shared/views.js';
import { On } from '../platform/sockets/on.decorator.js';
import { type ChatSocket, groups } from '../platform/sockets/socket.js';
import { RoomJoins } from '../rooms/room-joins.service.js';
import { TypingService } from '../presence/typing.service.js';

@WebSocketGateway()
export class ChatGateway implements OnGatewayConnection {
  constructor(
    private readonly memberships: MembershipsService,
    private readonly joins: RoomJoins,
    private readonly messages: MessagesService,
    private readonly changes: MessageChangesService,
    private readonly readMarks: ReadMarksService,
    private readonly presence: PresenceService,
    private readonly typing: TypingService,
    private readonly limits: RateLimits,
  ) {}

  /** Not awaited by Nest, and a throw would go unhandled: a socket that cannot hear of its rooms reconnects instead. */
  handleConnection(socket: ChatSocket): void {
    this.memberships.roomsOf(socket.data.user.id).then(
      (roomIds) => socket.join(roomIds.map(groups.members)),
      () => socket.conn.close(),
    );
  }

  /** Anyone signed in, where they may read; makes them a member. Subscribes first, then reads. */
  @On('join')
  async join(socket: ChatSocket, { room: address, rev }: Payload<'join'>): Promise<JoinView> {
    const { user } = socket.data;
    await this.limits.consume('join', String(user.id));
    const roomId = await this.joins.join(user, address);
    await socket.join([groups.room(roomId), groups.members(roomId)]);
    try {
      const opened = await this.messages.catchUp(user, roomId, rev);
      // Removed from a room that is open to everybody between the two: they may look, but do not belong to it.
      if (!opened.me.member) await socket.leave(groups.members(roomId));
      socket.emit('user_list', { roomId, ...(await this.presence.roster(roomId)) });
      return opened;
    } catch (error) {
      await socket.leave(groups.room(roomId));
      // Removed between the two: the room's new topic is not theirs to hear either.
      if (error instanceof AppError && error.code === 'not_found') await socket.leave(groups.members(roomId));
      throw error;
    }
  }

  /** Anyone: stops looking at a room; the membership stays. */
  @On('leave')
  async leave(socket: ChatSocket, { roomId }: Payload<'leave'>): Promise<null> {
    await socket.leave(groups.room(roomId));
    return null;
  }

  /** Members who may post; the room log's statement decides. */
  @On('message')
  async message(socket: ChatSocket, send: Payload<'message'>): Promise<SendView> {
    await this.limits.consume('send', String(socket.data.user.id));
    const sent = await this.messages.send(socket.data.user, send);
    return 'help' in sent ? { help: commandHelp(translator(socket.data.language)) } : sent;
  }

  /** Anyone signed in, to anyone active. */
  @On('private_message')
  async privateMessage(socket: ChatSocket, send: Payload<'private_message'>): Promise<MessageView> {
    await this.limits.consume('send', String(socket.data.user.id));
    return this.messages.sendPrivately(socket.data.user, send);
  }

  /** Whoever may read the room. */
  @On('history')
  async history(socket: ChatSocket, request: Payload<'history'>): Promise<HistoryView> {
    await this.limits.consume('history', String(socket.data.user.id));
    return this.messages.history(socket.data.user, request);
  }

  /** The author. */
  @On('edit')
  async edit(socket: ChatSocket, edit: Payload<'edit'>): Promise<MessageView> {
    await this.limits.consume('send', String(socket.data.user.id));
    return this.changes.edit(socket.data.user, edit);
  }

  /** The author, and administrators. */
  @On('delete')
  async delete(socket: ChatSocket, message: Payload<'delete'>): Promise<MessageView> {
    await this.limits.consume('send', String(socket.data.user.id));
    return this.changes.delete(socket.data.user, message);
  }

  /** Members. */
  @On('react')
  async react(socket: ChatSocket, reaction: Payload<'react'>): Promise<MessageView> {
    await this.limits.consume('send', String(socket.data.user.id));
    return this.changes.react(socket.data.user, reaction);
  }

  /** Whoever looks at the room. */
  @On('typing')
  async type(socket: ChatSocket, { roomId }: Payload<'typing'>): Promise<null> {
    if (!socket.rooms.has(groups.room(roomId))) throw new AppError('forbidden', 'Join the room first.');
    await this.limits.consume('typing', String(socket.data.user.id));
    this.typing.announce(roomId, socket.data.user);
    return null;
  }

  /** Members. */
  @On('read')
  async read(socket: ChatSocket, mark: Payload<'read'>): Promise<ReadView> {
    await this.limits.consume('read', String(socket.data.user.id));
    return this.readMarks.mark(socket.data.user, mark, socket.id);
  }
}
