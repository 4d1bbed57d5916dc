/** What notices say, in the language of the device that shows them. */
import { lobbyPath, messagePath } from '../../shared/paths.js';
import { noticeTag, reminderTag, type ShownNotice } from '../../shared/push.js';
import { inNamesOfNow } from '../../shared/rules/former-names.js';
import { plainText } from '../../shared/rules/plain-text.js';
import { type Translate, translator } from '../platform/languages/i18n.js';
import { toldByRoom } from '../platform/languages/told-by-room.js';
import type { DeviceRow } from './devices.repository.js';
import { beginning, type ClaimedRow } from './notices.repository.js';

/** Whoever hides the text wants nobody to read on their screen who writes, where, and what. */
const hidden = (t: Translate, title: string) =>
  ({ title, body: t('New message'), path: lobbyPath, canReply: false }) as const;

export function shownNotice(
  row: ClaimedRow,
  { language, closing }: Pick<DeviceRow, 'language' | 'closing'>,
  { badge, serverName }: { badge: number; serverName: string },
): ShownNotice {
  const t = translator(language);
  const closes = closing.filter((roomId) => roomId !== row.room_id).map(noticeTag);
  return {
    kind: 'show',
    roomId: row.room_id,
    tag: row.reminds ? reminderTag(row.reminds.messageId) : noticeTag(row.room_id),
    ...(row.hides_text ? hidden(t, serverName) : open(row, t)),
    ...{ seq: row.seq, messages: row.messages, isMeant: row.is_meant, badge, lang: language },
    ...(closes.length > 0 && { closes }),
  };
}

function open(row: ClaimedRow, t: Translate) {
  const { author, access, room_name: room, address, reminds } = row;
  const values = { name: author, room: room ?? '' };
  const from =
    access === 'direct'
      ? author
      : access === 'group'
        ? t('{{name}} to {{room}}', values)
        : t('{{name}} in #{{room}}', values);
  return {
    title: reminds ? t('Reminder: {{from}}', { from }) : from,
    body: bodyOf(row, t),
    path: messagePath(reminds?.address ?? address, row.seq),
    canReply: row.can_reply,
  };
}

function bodyOf(
  { text, kind, about, author, messages, bearers = new Map() }: ClaimedRow,
  t: Translate,
): string {
  if (about && text !== null) return toldByRoom(author, about, t).slice(0, beginning);
  if (text === null) return t('{{count}} new messages', { count: messages });
  const words = inNamesOfNow(plainText(text, beginning), bearers);
  return kind === 'action' ? `${author} ${words}` : words;
}
