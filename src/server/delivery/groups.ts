/** Names of the groups of connections. */
export const groups = {
  /** Connections that look at a room. */
  room: (roomId: number) => `room:${roomId}`,
  /** Connections of a room's members, wherever they look. */
  members: (roomId: number) => `members:${roomId}`,
  /** All connections of one person, on all nodes: the inbox. */
  inbox: (userId: number) => `user:${userId}`,
  session: (sessionId: string) => `session:${sessionId}`,
};

/** The room id of a group name made by `groups.room`, else null. */
export function roomOfGroup(group: string): number | null {
  return group.startsWith('room:') ? Number(group.slice('room:'.length)) : null;
}

/** Whether it is a group name made by `groups.inbox`. */
export const isInbox = (group: string): boolean => group.startsWith('user:');

/** What a group name made here is of. `kind` is empty for any other, as Socket.IO puts each socket into a group of its own. */
export function parsedGroup(group: string): {
  kind: '' | 'room' | 'members' | 'user' | 'session';
  id: string;
} {
  const end = group.indexOf(':');
  const kind = end === -1 ? '' : group.slice(0, end);
  return { kind: kinds.has(kind) ? (kind as 'room') : '', id: group.slice(end + 1) };
}

const kinds = new Set(['room', 'members', 'user', 'session']);
