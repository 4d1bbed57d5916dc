/** A row of activity as its person reads it, and what is gathered of several. */
import type { About } from '../../shared/room-lines.js';
import type { ActivityEntry, ActivityKind } from '../../shared/activity.js';
import type { Decision } from '../../shared/reports.js';
import { plainLine } from '../../shared/rules/plain-text.js';
import { isBanned } from '../memberships/bans.js';
import { isOpenTo } from '../memberships/rights.js';
import { isMuted, levelOf, membershipOf } from '../memberships/who-is-in.js';
import { isQuiet } from '../notices/statements.js';
import { isAdministratorNow } from '../people/administrators.js';
import { isGuestNow } from '../people/guests.js';
import { ignores } from '../people/ignoring.js';

export interface ActivityRow {
  id: number;
  user_id: number;
  kind: ActivityKind;
  subject_id: number;
  room_id: number;
  message_id: number;
  actor_id: number;
  at: Date;
  /** They may read it, and want to hear of whom it is of. */
  is_shown: boolean;
  is_unread: boolean;
  /** It calls its person now. */
  rings: boolean;
}

/** Of rows `a` with the membership `m`: the person is told of the room. */
const reaches = `(m.user_id is not null and not ${isMuted('m')} and ${levelOf('m')} <> 'nothing')`;

/** Rows `a` with the room `r`, if it is still there, and the membership `m` of their person. */
export const asTheyStand = `
  left join lateral (select access from rooms where rooms.id = a.room_id limit 1) r on true
  left join ${membershipOf('a.user_id', 'a.room_id', 'm')}`;

const isReadable = isOpenTo('r', {
  administrator: isAdministratorNow('a.user_id'),
  guest: isGuestNow('a.user_id'),
  member: 'm.user_id is not null',
  banned: isBanned('a.room_id', 'a.user_id'),
});

const isOfIgnored = ignores('a.user_id', 'a.actor_id');

/**
 * Of rows `a` asTheyStand that nobody has marked as read, whoever it is of. A reminder is somebody's own wish, however they are told
 * of the room and however far they have read it; so is what was decided about what they reported.
 */
export const reachesReader = `(${isReadable} and case a.kind
  when 'reminder' then m.user_id is not null
  when 'report' then true
  when 'reaction' then ${reaches}
  else ${reaches} and a.seq > m.last_read_seq end)`;

/** Of rows `a` asTheyStand: they are new to their person. */
export const isNews = `(a.read_at is null and ${reachesReader} and not ${isOfIgnored})`;

export const rowColumns = `
  a.id, a.user_id, a.kind, a.subject_id, a.room_id, a.message_id, a.actor_id, a.at, ${isReadable} and not ${isOfIgnored} as is_shown,
  ${isNews} as is_unread,
  ${isNews} and a.kind not in ('reaction', 'report') and not ${isQuiet('a.user_id')} as rings`;

/** Rows of one person under one line, the newest first. */
export interface Gathered {
  newest: ActivityRow;
  ids: number[];
  /** Who did it, the newest first, each once. */
  actors: number[];
  messages: number;
  isUnread: boolean;
  rings: boolean;
}

/** Rows, the newest first, as lines: those of one person, kind and subject are one. `last` is the one before what does not fit. */
export function gather(
  rows: ActivityRow[],
  { limit = Infinity, unread = false }: { limit?: number; unread?: boolean | undefined } = {},
): { lines: Gathered[]; last: ActivityRow | undefined } {
  const lines = new Map<string, Gathered>();
  let last: ActivityRow | undefined;
  for (const row of rows) {
    const isShown = row.is_shown && (row.is_unread || !unread);
    const key = `${row.user_id} ${row.kind} ${row.subject_id}`;
    const line = lines.get(key);
    if (isShown && !line && lines.size === limit) break;
    if (isShown && line) add(line, row);
    else if (isShown) lines.set(key, lineOf(row));
    last = row;
  }
  return { lines: [...lines.values()], last };
}

const lineOf = (row: ActivityRow): Gathered => ({
  newest: row,
  ids: [row.id],
  actors: [row.actor_id],
  messages: 1,
  isUnread: row.is_unread,
  rings: row.rings,
});

function add(line: Gathered, row: ActivityRow): void {
  line.ids.push(row.id);
  if (!line.actors.includes(row.actor_id)) line.actors.push(row.actor_id);
  line.messages++;
  line.isUnread ||= row.is_unread;
  line.rings ||= row.rings;
}

/** What stands on a line beside what its rows say. */
export interface LineDetails extends Pick<ActivityEntry, 'room' | 'thread' | 'people' | 'reactions'> {
  /** Of what they reported. */
  decision: Decision | null;
  /** How many people there are, where it is not the rows that say it. */
  actors: number | null;
  message: Omit<ActivityEntry['message'], 'text' | 'about'> & {
    text: string | null;
    isFormatted: boolean;
    about: About | null;
  };
}

export function entryView(line: Gathered, details: LineDetails): ActivityEntry {
  const { newest, ids, actors, messages, isUnread } = line;
  const { room, message, thread, people, reactions, decision } = details;
  const { text, isFormatted, about, ...rest } = message;
  return {
    id: newest.id,
    kind: newest.kind,
    room,
    message: {
      ...rest,
      ...(text !== null && { text: plainLine(text, isFormatted) }),
      ...(about && { about }),
    },
    ...(thread && { thread }),
    people,
    others: Math.max((details.actors ?? actors.length) - people.length, 0),
    messages,
    ...(reactions && { reactions }),
    ...(decision && { decision }),
    ids,
    at: newest.at.toISOString(),
    read: !isUnread,
  };
}
