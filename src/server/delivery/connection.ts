import type { ServerEvent, ServerEvents } from '../../shared/events.js';
import type { SocketData } from '../platform/sockets/socket.js';

/** Somebody's way to hear of things as they happen. A Socket.IO socket is one kind of it. */
export interface Connection {
  readonly id: string;
  readonly user: SocketData['user'];
  /** Of the session, or of the API token, with which it was opened. */
  readonly sessionId: string;
  readonly language: string;
  /** The groups that it is in: it gets what is sent to any of them. */
  readonly groups: ReadonlySet<string>;
  enter(groups: string[]): Promise<void>;
  leave(group: string): Promise<void>;
  /** To this connection alone. */
  send<Event extends ServerEvent>(event: Event, payload: ServerEvents[Event]): void;
  /** Ends it for good, with the reason: the client does not come back by itself. */
  close(reason: string): void;
  /** Ends it as a fault of the network would: the client comes back by itself. */
  drop(): void;
}
