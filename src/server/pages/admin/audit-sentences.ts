/** The audit log as people read it: one sentence an entry, and the facts beside it. */
import { constantText } from '../../platform/languages/i18n.js';
import { type Part, sentenceHtml } from '../../platform/rendering/sentence.js';
import type { Setting } from '../../../shared/setting-kinds.js';
import { settings } from '../../../shared/settings.js';
import type { AuditAction, AuditEntryView, AuditSubject } from '../../../shared/audit.js';

/** What a list of actions calls each. */
export const actionNames: Record<AuditAction, { label: string }> = {
  signed_in: { label: 'Sign-in' },
  sign_in_failed: { label: 'Failed sign-in' },
  signed_out: { label: 'Sign-out' },
  account_created: { label: 'New account' },
  password_changed: { label: 'New password' },
  password_reset_offered: { label: 'Password reset link' },
  password_reset_revoked: { label: 'Password reset link revoked' },
  mail_address_set: { label: 'Mail address set' },
  mail_address_confirmed: { label: 'Mail address confirmed' },
  mail_address_removed: { label: 'Mail address removed' },
  registration_link_renewed: { label: 'New registration link' },
  role_changed: { label: 'Role changed' },
  invitation_made: { label: 'Invitation made' },
  invitation_revoked: { label: 'Invitation revoked' },
  invitation_used: { label: 'Invitation used' },
  account_disabled: { label: 'Account disabled' },
  account_enabled: { label: 'Account enabled' },
  account_erased: { label: 'Person erased' },
  sessions_ended: { label: 'Sessions ended' },
  address_banned: { label: 'Address banned' },
  address_ban_lifted: { label: 'Address ban lifted' },
  token_made: { label: 'API token created' },
  token_revoked: { label: 'API token revoked' },
  room_created: { label: 'New room' },
  room_changed: { label: 'Room changed' },
  room_archived: { label: 'Room archived' },
  room_restored: { label: 'Room restored' },
  room_deleted: { label: 'Room deleted' },
  room_erased: { label: 'Room deleted with all that was in it' },
  member_added: { label: 'Member added' },
  member_removed: { label: 'Member removed' },
  keeper_named: { label: 'Keeper named' },
  keeper_ended: { label: 'Keeper no more' },
  member_silenced: { label: 'Member silenced' },
  silence_lifted: { label: 'Silence lifted' },
  room_banned: { label: 'Banned from a room' },
  room_ban_lifted: { label: 'Ban from a room lifted' },
  private_room_opened: { label: 'Private room viewed' },
  message_removed: { label: 'Message removed' },
  preview_removed: { label: 'Link preview removed' },
  message_reported: { label: 'Message reported' },
  report_opened: { label: 'Report from a private room viewed' },
  report_decided: { label: 'Report decided' },
  messages_removed: { label: 'All of a person’s messages removed' },
  username_changed: { label: 'New username' },
  picture_removed: { label: 'Picture taken away' },
  setting_changed: { label: 'Setting changed' },
  emoji_added: { label: 'Emoji added' },
  emoji_removed: { label: 'Emoji removed' },
};

type Sentence = { label: string };

/** With {{actor}}, {{subject}} and, where the details name one, {{person}}. */
const sentences: Record<AuditAction, Sentence> = {
  signed_in: { label: '{{actor}} signed in' },
  sign_in_failed: { label: '{{actor}} tried to sign in as {{subject}}' },
  signed_out: { label: '{{actor}} signed out' },
  account_created: { label: '{{actor}} created the account of {{subject}}' },
  password_changed: { label: '{{actor}} changed the password of {{subject}}' },
  password_reset_offered: { label: '{{actor}} created a password reset link for {{subject}}' },
  password_reset_revoked: { label: '{{actor}} revoked the password reset link for {{subject}}' },
  mail_address_set: { label: '{{actor}} set their mail address' },
  mail_address_confirmed: { label: '{{actor}} confirmed their mail address' },
  mail_address_removed: { label: '{{actor}} removed their mail address' },
  registration_link_renewed: { label: '{{actor}} made a new registration link' },
  role_changed: { label: '{{actor}} made {{subject}} a member' },
  invitation_made: { label: '{{actor}} made the invitation {{subject}}' },
  invitation_revoked: { label: '{{actor}} revoked the invitation {{subject}}' },
  invitation_used: { label: '{{actor}} came by the invitation {{subject}} of {{person}}' },
  account_disabled: { label: '{{actor}} disabled the account of {{subject}}' },
  account_enabled: { label: '{{actor}} enabled the account of {{subject}}' },
  account_erased: { label: '{{actor}} erased the account {{subject}}' },
  sessions_ended: { label: '{{actor}} signed {{subject}} out' },
  address_banned: { label: '{{actor}} banned the address {{subject}}' },
  address_ban_lifted: { label: '{{actor}} lifted the ban on the address {{subject}}' },
  token_made: { label: '{{actor}} created the API token {{subject}}' },
  token_revoked: { label: '{{actor}} revoked the API token {{subject}}' },
  room_created: { label: '{{actor}} created the room {{subject}}' },
  room_changed: { label: '{{actor}} changed the room {{subject}}' },
  room_archived: { label: '{{actor}} archived the room {{subject}}' },
  room_restored: { label: '{{actor}} restored the room {{subject}}' },
  room_deleted: { label: '{{actor}} deleted the empty room {{subject}}' },
  room_erased: { label: '{{actor}} deleted the room {{subject}} with all that was in it' },
  member_added: { label: '{{actor}} added {{person}} to the room {{subject}}' },
  member_removed: { label: '{{actor}} removed {{person}} from the room {{subject}}' },
  keeper_named: { label: '{{actor}} made {{person}} a keeper of the room {{subject}}' },
  keeper_ended: { label: '{{actor}} ended that {{person}} is a keeper of the room {{subject}}' },
  member_silenced: { label: '{{actor}} silenced {{person}} in the room {{subject}}' },
  silence_lifted: { label: '{{actor}} let {{person}} write again in the room {{subject}}' },
  room_banned: { label: '{{actor}} banned {{person}} from the room {{subject}}' },
  room_ban_lifted: { label: '{{actor}} lifted the ban on {{person}} from the room {{subject}}' },
  private_room_opened: { label: '{{actor}} viewed the private room {{subject}}' },
  message_removed: { label: '{{actor}} removed a message' },
  preview_removed: { label: '{{actor}} removed the link preview of a message' },
  message_reported: { label: '{{actor}} reported a message' },
  report_opened: {
    label: '{{actor}} viewed a message reported in a private room, and what was said around it',
  },
  report_decided: { label: '{{actor}} decided about a reported message' },
  messages_removed: { label: '{{actor}} removed all messages by {{subject}}' },
  username_changed: { label: '{{actor}} gave {{subject}} another username' },
  picture_removed: { label: '{{actor}} took the picture of {{subject}} away' },
  setting_changed: { label: '{{actor}} changed a setting of the server' },
  emoji_added: { label: '{{actor}} added the emoji {{subject}}' },
  emoji_removed: { label: '{{actor}} removed the emoji {{subject}}' },
};

/** Where somebody acts upon themselves, or nobody is named. */
const ofOneself: Partial<Record<AuditAction, Sentence>> = {
  sign_in_failed: { label: '{{actor}} tried to sign in with an unknown username' },
  account_created: { label: '{{actor}} created an account' },
  account_erased: { label: '{{actor}} erased their account' },
  username_changed: { label: '{{actor}} took another username' },
  password_changed: { label: '{{actor}} chose a new password' },
  sessions_ended: { label: '{{actor}} ended their other sessions' },
  member_added: { label: '{{actor}} joined the room {{subject}}' },
  member_removed: { label: '{{actor}} left the room {{subject}}' },
};
const promoted: Record<string, Sentence> = {
  admin: { label: '{{actor}} made {{subject}} an administrator' },
  moderator: { label: '{{actor}} made {{subject}} a moderator' },
  guest: { label: '{{actor}} made {{subject}} a guest' },
  bot: { label: '{{actor}} made {{subject}} a bot' },
};
const othersToken: Sentence = { label: '{{actor}} revoked the API token {{subject}} of {{person}}' };
const resetMailed: Sentence = { label: 'A password reset link was mailed to {{subject}}' };
const banEnded: Sentence = { label: 'The account of {{subject}} was enabled again when its ban ended' };

/** The English sentence for an entry, which is also the key of its translations. */
function sentenceOf({ action, actor, subject, details }: AuditEntryView): string {
  const role = action === 'role_changed' ? promoted[String(details.to)] : undefined;
  if (role) return role.label;
  if (action === 'password_reset_offered' && details.mailed === true) return resetMailed.label;
  if (action === 'account_enabled' && details.ended === true) return banEnded.label;
  if (action === 'token_revoked' && details.userId !== undefined) return othersToken.label;
  const concerned = subject?.type === 'room' ? details.userId : subject?.id;
  const isOfOneself = subject === null || (actor !== null && concerned === actor.id);
  return ((isOfOneself && ofOneself[action]) || sentences[action]).label;
}

/** What an entry's facts are called; those that its sentence tells are left out. */
const factNames: Record<string, { label: string }> = {
  from: { label: 'Before' },
  reason: { label: 'Reason' },
  until: { label: 'Until' },
  count: { label: 'How many' },
  tokens: { label: 'API tokens revoked' },
  messages: { label: 'Messages' },
  scope: { label: 'Scope' },
  expiresAt: { label: 'Until' },
  name: { label: 'Name' },
  access: { label: 'Access' },
  posting: { label: 'Posting' },
  role: { label: 'Role' },
  room: { label: 'Room' },
  author: { label: 'Author' },
  decision: { label: 'Decision' },
  server_logo: { label: 'Logo' },
  ...settings,
};

/** Words of ours among the facts; anything else is a name, a number or what somebody wrote. */
type Words = Record<string, { label: string }>;
const words: Words = {
  public: { label: 'everybody' },
  private: { label: 'members only' },
  admins: { label: 'administrators only' },
  everyone: { label: 'everybody' },
  member: { label: 'member' },
  admin: { label: 'administrator' },
  moderator: { label: 'moderator' },
  guest: { label: 'guest' },
  bot: { label: 'bot' },
  dismissed: { label: 'left as it is' },
  removed: { label: 'removed' },
  silenced: { label: 'removed, author muted in the room' },
  disabled: { label: 'removed, account disabled' },
};
const logoWords: Words = { samovar: { label: 'the samovar' }, picture: { label: 'a picture' } };
const factsInWords = new Set(['access', 'posting', 'role', 'decision']);

/** Beside the sentence: `{ label, value, isTime }`, the label in English to be translated. */
function factsOf({ details }: AuditEntryView, language: string) {
  return Object.entries(details).flatMap(([key, value]) => {
    const name = Object.hasOwn(factNames, key) ? factNames[key]! : undefined;
    if (!name || value === null || value === '') return [];
    const known = factsInWords.has(key) ? words : settingWords(key);
    const shown = known ? inWords(String(value), known, language) : value;
    return [{ label: name.label, value: shown, isTime: key === 'until' || key === 'expiresAt' }];
  });
}

/** `public → private`, as rooms note it, in the reader's language. */
const inWords = (value: string, known: Words, language: string): string =>
  value
    .split(' → ')
    .map((word) => (Object.hasOwn(known, word) ? constantText(language, known[word]!.label) : word))
    .join(' → ');

/** What a setting's page calls its values, where it offers them. */
function settingWords(name: string): Words | undefined {
  if (name === 'server_logo') return logoWords;
  const setting = new Map<string, Setting>(Object.entries(settings)).get(name);
  if (setting?.kind === 'onOff') return { true: setting.on, false: setting.off };
  return setting?.kind === 'choice' ? setting.options : undefined;
}

const nobody: Sentence = { label: 'Somebody' };
const commandLine: Sentence = { label: 'The command line' };

/** The names in an entry's sentence, each leading to its page. */
function partsOf(
  { actor, address, subject, details }: AuditEntryView,
  language: string,
): Record<string, Part> {
  const unnamed = address === '' ? commandLine : nobody;
  return {
    actor: actor ? person(actor.id, actor.username) : { text: constantText(language, unnamed.label) },
    subject: subject ? { name: subject.name, href: pageOf(subject) } : { text: '' },
    person: person(Number(details.userId), String(details.username)),
  };
}

const person = (id: number, username: string): Part => ({ name: username, href: `/admin/people/${id}` });

function pageOf({ type, id }: AuditSubject): string | undefined {
  if (type === 'user') return `/admin/people/${id}`;
  return type === 'room' ? `/admin/rooms/${id}` : undefined;
}

/** An entry for views/admin/entry.hbs. */
export function shownEntry(entry: AuditEntryView, language: string) {
  return {
    id: entry.id,
    at: entry.at,
    address: entry.address,
    sentence: sentenceHtml(constantText(language, sentenceOf(entry)), partsOf(entry, language)),
    facts: factsOf(entry, language),
  };
}
