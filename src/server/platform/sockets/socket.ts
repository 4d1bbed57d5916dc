/** The typed server and socket. Nothing outside realtime/ imports socket.io. */
import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import type { ClientToServerEvents, ServerToClientEvents } from '../../../shared/events.js';
import type { Scope } from '../../../shared/tokens.js';
import type { Role, UserView } from '../../../shared/people.js';

/** What a socket keeps of its handshake. */
export interface SocketData {
  user: UserView & { role: Role; address?: string; scope?: Scope };
  /** Of the session, or of the API token. */
  sessionId: string;
  language: string;
}

export type ChatServer = Server<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>;
export type ChatSocket = Socket<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>;

/** Names of the groups of sockets. */
export const groups = {
  /** Sockets that look at a room. */
  room: (roomId: number) => `room:${roomId}`,
  /** Sockets of a room's members, wherever they look. */
  members: (roomId: number) => `members:${roomId}`,
  /** All sockets of one person, on all nodes: the inbox. */
  inbox: (userId: number) => `user:${userId}`,
  session: (sessionId: string) => `session:${sessionId}`,
};

/** The room id of a group name made by `groups.room`, else null. */
export function roomOfGroup(group: string): number | null {
  return group.startsWith('room:') ? Number(group.slice('room:'.length)) : null;
}
