/** What the server announces of one room. */
import type { ServerToClientEvents } from '../../shared/events.js';
import type { MessageView } from '../../shared/messages.js';
import type { RoomView } from '../../shared/rooms.js';
import type { ChatSocket } from './connection.js';

interface RoomEar {
  connected(): void;
  disconnected(): void;
  /** New or changed messages, in rev order. */
  announced(messages: MessageView[]): void;
  /** The room is at `rev`. */
  head(rev: number): void;
  changed(room: RoomView): void;
  removed(): void;
}

type Heard = Partial<ServerToClientEvents> & { connect(): void; disconnect(): void };

/** Answers with what ends it. */
export function hearRoom(socket: ChatSocket, id: number, ear: RoomEar): () => void {
  const heard: Heard = {
    connect: () => ear.connected(),
    disconnect: () => ear.disconnected(),
    chat_message: ({ roomId, messages }) => roomId === id && ear.announced(messages),
    message_changed: ({ roomId, message }) => roomId === id && ear.announced([message]),
    room_head: ({ roomId, rev }) => roomId === id && ear.head(rev),
    room_changed: ({ room }) => room.id === id && ear.changed(room),
    room_removed: ({ roomId }) => roomId === id && ear.removed(),
  };
  // The types of a socket's events do not go through a list of them.
  const listeners = Object.entries(heard) as [never, never][];
  for (const [event, listener] of listeners) socket.on(event, listener);
  return () => listeners.forEach(([event, listener]) => socket.off(event, listener));
}
