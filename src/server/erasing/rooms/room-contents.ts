/**
 * What there is of a room, table by table, and how it goes when the room is deleted. A test walks all columns that refer to rooms and
 * messages: what is in none of these lists is a defect, as nobody has decided.
 */

/** With the messages that they belong to, before these. */
export const withMessages = {
  reactions: 'message_id',
  message_versions: 'message_id',
  wanted_previews: 'message_id',
  reports: 'message_id',
  thread_follows: 'thread_id',
  activity: 'message_id',
} as const;

/** By the room itself, so many rows at a time. */
export const withRoom = {
  absentees: 1_000,
  drafts: 1_000,
  saved: 1_000,
  notices: 1_000,
  thread_follows: 1_000,
  // Each with rows of its own, which go with it.
  search_segments: 20,
} as const;

/** At once, with the room's name: by them people come in, or find it. */
export const atOnce = ['memberships', 'room_bans', 'kept_names', 'reports'] as const;

/** The rest. */
export const otherwise: Record<string, string> = {
  'messages.room_id': 'in the order of their seqs',
  'messages.pinned_in': 'with the message',
  'messages.thread_id': 'in the same way',
  'drafts.thread_id': 'with the room',
  'files.room_id':
    'let go of with their messages, those that were never sent at the end; their bytes follow, unless others keep them',
  'files.message_id': 'in the same way',
  'activity.room_id': 'with the message; what somebody was just being told of, at the end',
  'notices.message_id': 'with the room',
  'saved.message_id': 'with the room',
  'thread_follows.room_id': 'with the room',
  'reports.message_id': 'with the room',
  'invitation_rooms.room_id': 'at once: an invitation that leads nowhere else is revoked',
  'cursors.room_id': 'with the row of the room, which those wait for who deal with its log',
  'presence.room_id': 'with the row of the room: its sockets were told long ago',
  'room_deletions.room_id': 'what is still to be removed: with the row of the room',
};
