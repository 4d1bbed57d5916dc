/** The socket's edge: an event in, a service call, an answer out. Every socket here is signed in (io.adapter). */
import { type OnGatewayConnection, WebSocketGateway } from '@nestjs/websockets';
import { AppError } from '../platform/errors/app-error.js';
import { translator } from '../platform/languages/i18n.js';
import { RateLimits } from '../platform/work/rate-limits.js';
import { MessageChangesService } from '../messages/changing/message-changes.service.js';
import { MessagesService } from '../messages/messages.service.js';
import { ReadMarksService } from '../messages/reading/read-marks.service.js';
import { commandHelp } from '../../shared/rules/commands.js';
import type { Payload } from '../../shared/events.js';
import type { HistoryView, JoinView, MessageView, SendView } from '../../shared/messages.js';
import type { ReadView } from '../../shared/memberships.js';
import { On } from '../platform/sockets/on.decorator.js';
import { groups } from '../delivery/groups.js';
import { SocketConnection } from '../delivery/socket-connection.js';
import { JoiningService } from '../joining/joining.service.js';
import type { ChatSocket } from '../platform/sockets/socket.js';
import { TypingService } from '../presence/typing.service.js';

@WebSocketGateway()
export class ChatGateway implements OnGatewayConnection {
  constructor(
    private readonly joining: JoiningService,
    private readonly messages: MessagesService,
    private readonly changes: MessageChangesService,
    private readonly readMarks: ReadMarksService,
    private readonly typing: TypingService,
    private readonly limits: RateLimits,
  ) {}

  handleConnection(socket: ChatSocket): void {
    void this.joining.open(new SocketConnection(socket));
  }

  /** Anyone signed in, where they may read; makes them a member. */
  @On('join')
  async join(socket: ChatSocket, join: Payload<'join'>): Promise<JoinView> {
    await this.limits.consume('join', String(socket.data.user.id));
    return this.joining.join(new SocketConnection(socket), join);
  }

  /** Anyone: stops looking at a room; the membership stays. */
  @On('leave')
  async leave(socket: ChatSocket, { roomId }: Payload<'leave'>): Promise<null> {
    await this.joining.leave(new SocketConnection(socket), roomId);
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
