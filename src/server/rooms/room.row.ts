import type { Access, Posting, RoomView } from '../../shared/rooms.js';
import type { Role, UserView } from '../../shared/people.js';

/** A room as its reader stands to it: what every question about rooms begins with. */
export interface StandingRow {
  id: number;
  name: string | null;
  topic: string;
  access: Access;
  posting: Posting;
  last_seq: number;
  rev: number;
  last_message_at: Date | null;
  archived_at: Date | null;
  reader_id: number;
  reader_name: string;
  reader_role: Role;
  member: boolean;
  last_read_seq: number;
  unread: number;
  /** The other person of a direct room. */
  peer_id: number | null;
  peer_name: string | null;
  peer_active: boolean | null;
}

/** The reader's standing, as the services pass it on. */
export interface Standing {
  room: RoomView;
  reader: UserView & { role: Role };
  member: boolean;
  canPost: boolean;
  lastReadSeq: number;
  unread: number;
  lastMessageAt: string | null;
  peer: UserView | null;
}

export function standing(row: StandingRow): Standing {
  return {
    room: roomView(row),
    reader: { id: row.reader_id, username: row.reader_name, role: row.reader_role },
    member: row.member,
    canPost: canPost(row),
    lastReadSeq: row.last_read_seq,
    unread: row.unread,
    lastMessageAt: row.last_message_at?.toISOString() ?? null,
    peer: row.peer_id === null ? null : { id: row.peer_id, username: row.peer_name! },
  };
}

function roomView(row: StandingRow): RoomView {
  return {
    id: row.id,
    address: row.access === 'direct' ? `@${row.peer_name}` : row.name!,
    name: row.access === 'direct' ? row.peer_name! : row.name!,
    topic: row.topic,
    access: row.access,
    posting: row.posting,
    lastSeq: row.last_seq,
    rev: row.rev,
    archivedAt: row.archived_at?.toISOString() ?? null,
  };
}

/** For the page's sake only: whether the composer is offered. The room log's statement is what decides. */
function canPost(row: StandingRow): boolean {
  if (row.archived_at) return false;
  if (row.access === 'direct') return row.peer_active === true;
  return row.posting === 'everyone' || row.reader_role === 'admin';
}
