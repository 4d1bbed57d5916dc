/** What every admin page has: its place among the sections, and a sentence about what was just done. */

import { noticeFor } from '../../platform/rendering/notices.js';

export type Section =
  | 'overview'
  | 'people'
  | 'rooms'
  | 'messages'
  | 'reports'
  | 'addresses'
  | 'emoji'
  | 'settings'
  | 'statistics'
  | 'audit';

/** `isForModerators`: who is no administrator sees only these. */
const sections: { name: Section; path: string; label: string; isForModerators?: true }[] = [
  { name: 'overview', path: '/admin', label: 'Overview' },
  { name: 'statistics', path: '/admin/statistics', label: 'Statistics' },
  { name: 'people', path: '/admin/people', label: 'People' },
  { name: 'rooms', path: '/admin/rooms', label: 'Rooms' },
  { name: 'messages', path: '/admin/messages', label: 'Messages' },
  { name: 'reports', path: '/admin/reports', label: 'Reports', isForModerators: true },
  { name: 'addresses', path: '/admin/addresses', label: 'Addresses' },
  { name: 'emoji', path: '/admin/emoji', label: 'Emoji' },
  { name: 'settings', path: '/admin/settings', label: 'Settings' },
  { name: 'audit', path: '/admin/audit', label: 'Audit log' },
];

/** `?done=…` → what the page says then. */
const notices: Record<string, string> = {
  created: 'The account has been created. Tell the person their username and password.',
  'bot-created': 'The bot has been created. It comes in by a token alone: create one below.',
  admin: 'They are an administrator now.',
  moderator: 'They are a moderator now.',
  member: 'They are a member now.',
  guest: 'They are a guest now: they see the rooms that they are in, and nothing else.',
  bot: 'This is a bot now: it signs in with API tokens only.',
  renamed: 'This is their username from now on. Tell them.',
  disabled: 'The account is disabled, and the person is signed out everywhere.',
  erased: 'The account is gone. The rest is being forgotten, which takes a moment.',
  enabled: 'The account is enabled: the person can sign in again.',
  sessions: 'They are signed out everywhere.',
  'invitation-revoked': 'The invitation is revoked: nobody comes in by it any more.',
  'link-revoked': 'The password reset link has been revoked.',
  'token-revoked': 'The token has been revoked. Whatever used it is signed out.',
  made: 'The room has been created.',
  changed: 'The room has been changed.',
  archived: 'The room is archived.',
  restored: 'The room is open again.',
  gone: 'The room is gone for everybody. What was in it is being removed, which takes a moment.',
  added: 'They are a member of the room now.',
  removed: 'They are no longer a member of the room.',
  deleted: 'The message has been removed.',
  decided: 'It is decided. Whoever reported it hears of that.',
  banned: 'The address is banned.',
  settings: 'The settings have been changed.',
  reset: 'The setting is back at its default.',
  logo: 'The picture stands beside the name of the server from now on.',
  samovar: 'The samovar is back.',
  lifted: 'The ban has been lifted.',
  'emoji-added': 'The emoji has been added. Everybody can use it now.',
  'picture-removed': 'The picture has been taken away.',
  'emoji-removed': 'The emoji has been removed. Messages that have it show its name.',
};

/** The model of a page in views/pages/admin/: `title` is the English text of its heading. */
export function adminPage<Model extends object>(section: Section, title: string, model: Model) {
  return {
    layout: 'layouts/admin',
    title,
    sections: sections.map((each) => ({ ...each, isCurrent: each.name === section })),
    ...model,
  };
}

/** The sentence for `?done=…`, if it is one of ours. */
export const noticeOf = (done: unknown): string | undefined => noticeFor(done, notices);

/** The number in `?removed=…`, as an answer of ours writes it. */
export const countOf = (text: unknown): number | undefined =>
  typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
