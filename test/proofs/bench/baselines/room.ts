/** What the bare servers have in common with Samovar: the same bytes for the same message, and no database. */
import type { MessageView } from '../../../../src/shared/messages.js';

let lastSeq = 0;

export const roomId = 1;

/** The answer to a join, as far as the load generator reads it. */
export const joined = () => ({ ok: true, value: { room: { id: roomId, lastSeq } } });

/** The next message of the room, as Samovar would show it. */
export function nextMessage(text: string): MessageView {
  const seq = ++lastSeq;
  return {
    id: seq,
    roomId,
    seq,
    rev: seq,
    author: { id: 1, username: 'person1' },
    kind: 'text',
    createdAt: new Date().toISOString(),
    reactions: [],
    text,
  };
}

export interface Asked {
  text?: string;
}
