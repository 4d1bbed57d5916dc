/** The typed server and socket. Nothing but platform/sockets/ and delivery/ imports socket.io. */
import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import type { ClientToServerEvents, ServerToClientEvents } from '../../../shared/events.js';
import type { SignedInUser } from '../access/signed-in-user.js';

/** What a socket keeps of its handshake. */
export interface SocketData {
  user: SignedInUser;
  /** Of the session, or of the API token. */
  sessionId: string;
  language: string;
}

export type ChatServer = Server<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>;
export type ChatSocket = Socket<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>;
