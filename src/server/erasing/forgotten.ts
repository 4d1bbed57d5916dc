/**
 * What is kept of a person, table by table, and what becomes of it when they are erased. A test walks all columns that refer to
 * people: what is in neither list is a defect, as nobody has decided.
 */

/** Deleted whole: theirs alone. */
export const forgotten = {
  // What brings activity, before that itself.
  thread_follows: ['user_id'],
  absentees: ['user_id'],
  activity: ['user_id'],
  api_tokens: ['user_id'],
  drafts: ['user_id'],
  ignored: ['user_id', 'ignored_id'],
  invitation_uses: ['user_id'],
  kept_usernames: ['user_id'],
  last_here: ['user_id'],
  mail_addresses: ['user_id'],
  notice_settings: ['user_id'],
  notices: ['user_id'],
  password_resets: ['user_id', 'created_by'],
  push_subscriptions: ['user_id'],
  reads_of_all: ['user_id'],
  room_bans: ['user_id'],
  saved: ['user_id'],
  sections: ['user_id'],
  sidebars: ['user_id'],
} as const;

/** Kept: others need them to understand what they see, and they tell nothing but that somebody was there. */
export const kept: Record<string, string> = {
  'address_bans.created_by': 'who banned a network',
  'emoji.created_by': 'who added an emoji of the server',
  'erasures.user_id': 'what is still to be forgotten',
  'invitations.made_by': 'revoked: nobody comes in by them any more',
  'faces.user_id': 'removed with the file of the picture',
  'memberships.user_id': 'ended one by one, as whoever leaves a room',
  'messages.author_id': 'removed, where that was asked for',
  'reactions.user_id': 'beside messages of others',
  'reports.author_id': 'decisions of moderators',
  'reports.decided_by': 'decisions of moderators',
  'reports.reporter_id': 'decisions of moderators',
  'room_bans.banned_by': 'who banned somebody else from a room',
  'rooms.created_by': 'who made a room',
  'sessions.user_id': 'ended, and deleted within a day, as all are: by them other nodes close what is open',
};
