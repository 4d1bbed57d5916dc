/** What a change makes of a room, and how the room itself and the audit log tell it. */
import type { AuditAction, AuditDetails } from '../../shared/audit.js';
import type { About } from '../../shared/room-lines.js';
import type { Access, Posting, RoomChange } from '../../shared/rooms.js';
import { keyForNewName } from '../people/new-names.js';
import { AppError } from '../platform/errors/app-error.js';

export interface RoomState {
  name: string;
  access: Access;
  posting: Posting;
  topic: string;
  /** Seconds between two messages of one person; 0: as fast as they like. */
  slowSeconds: number;
  archived: boolean;
}

export type NewState = Partial<RoomState> & { nameKey?: string };

export const nameTaken = () => new AppError('conflict', 'This name is taken. Choose another.');

/** Throws `invalid` for a name that will not do. */
export function newState(change: RoomChange): NewState {
  return change.name === undefined ? change : { ...change, nameKey: keyForNewName(change.name) };
}

/** The entries that a change deserves: none for what was so before. A topic is what somebody wrote, so it is not repeated. */
export function entriesFor(before: RoomState, state: NewState): [AuditAction, AuditDetails][] {
  const entries: [AuditAction, AuditDetails][] = [];
  const details: AuditDetails = {};
  for (const field of ['name', 'access', 'posting'] as const) {
    const value = state[field];
    if (value !== undefined && value !== before[field]) details[field] = `${before[field]} → ${value}`;
  }
  if (state.topic !== undefined && state.topic !== before.topic) details.topic = true;
  if (state.slowSeconds !== undefined && state.slowSeconds !== before.slowSeconds)
    details.slow = `${before.slowSeconds} → ${state.slowSeconds}`;
  if (Object.keys(details).length > 0) entries.push(['room_changed', details]);
  if (state.archived !== undefined && state.archived !== before.archived)
    entries.push([state.archived ? 'room_archived' : 'room_restored', {}]);
  return entries;
}

/** What the room says of a change: nothing of what was so before. */
export function linesFor(before: RoomState, state: NewState): About[] {
  const { name, access, posting, topic, slowSeconds, archived } = state;
  const lines: About[] = [];
  if (name !== undefined && name !== before.name) lines.push({ what: 'name', name, before: before.name });
  if (access !== undefined && access !== before.access) lines.push({ what: 'access', access });
  if (posting !== undefined && posting !== before.posting) lines.push({ what: 'posting', posting });
  if (topic !== undefined && topic !== before.topic) lines.push({ what: 'topic', topic });
  if (slowSeconds !== undefined && slowSeconds !== before.slowSeconds)
    lines.push({ what: 'slow', seconds: slowSeconds });
  if (archived !== undefined && archived !== before.archived)
    lines.push({ what: archived ? 'archived' : 'restored' });
  return lines;
}
