import { type OnGatewayConnection, WebSocketGateway } from '@nestjs/websockets';
import { type ChatSocket, groups } from '../platform/sockets/socket.js';
import { RoomsService } from '../rooms/rooms.service.js';

/** Lets a new socket hear of the rooms of its person. Its events are carried out by the methods marked with @On. */
@WebSocketGateway()
export class JoiningGateway implements OnGatewayConnection {
  constructor(private readonly rooms: RoomsService) {}

  /** Not awaited by Nest, and a throw would go unhandled: a socket that cannot hear of its rooms reconnects instead. */
  handleConnection(socket: ChatSocket): void {
    this.rooms.memberRooms(socket.data.user.id).then(
      (roomIds) => socket.join(roomIds.map(groups.members)),
      () => socket.conn.close(),
    );
  }
}
