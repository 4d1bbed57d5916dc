import { type OnGatewayConnection, WebSocketGateway } from '@nestjs/websockets';
import { SocketConnection } from '../delivery/socket-connection.js';
import type { ChatSocket } from '../platform/sockets/socket.js';
import { JoiningService } from './joining.service.js';

/** The door of Socket.IO. What comes in by it is carried out by the methods that are marked with @On. */
@WebSocketGateway()
export class JoiningGateway implements OnGatewayConnection {
  constructor(private readonly joining: JoiningService) {}

  /** Not awaited by Nest; never throws. */
  handleConnection(socket: ChatSocket): void {
    void this.joining.open(new SocketConnection(socket));
  }
}
