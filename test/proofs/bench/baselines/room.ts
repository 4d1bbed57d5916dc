/** What the bare servers have in common with Samovar: the same bytes for the same message, and no database. */
import type { MessageView } from '../../../../src/shared/messages.js';

export interface Asked {
  /** The address, in a join. */
  room?: string;
  /** In a message. */
  roomId?: number;
  text?: string;
}

interface Room {
  id: number;
  lastSeq: number;
}

const rooms: Room[] = [];
const byAddress = new Map<string, Room>();

/** The room of an address; it is made when nobody has asked for it before. */
export function roomAt(address: string): Room {
  let room = byAddress.get(address);
  if (!room) {
    room = { id: rooms.length + 1, lastSeq: 0 };
    rooms.push(room);
    byAddress.set(address, room);
  }
  return room;
}

/** The answer to a join, as far as the load generator reads it. */
export const joined = ({ id, lastSeq }: Room) => ({
  ok: true,
  value: { room: { id, lastSeq }, rev: lastSeq },
});

/** The next message of a room, as Samovar would show it. */
export function nextMessage(roomId: number, text: string): MessageView {
  const seq = ++rooms[roomId - 1]!.lastSeq;
  return {
    id: seq,
    roomId,
    seq,
    rev: seq,
    author: { id: 1, username: 'person1', name: 'person1' },
    kind: 'text',
    createdAt: new Date().toISOString(),
    reactions: [],
    text,
  };
}
