import type {
  MessageKind,
  MessageView,
  QuotedView,
  ReactionView,
  RepliesView,
} from '../../shared/messages.js';
import type { PreviewView } from '../../shared/previews.js';
import type { About } from '../../shared/room-lines.js';
import type { FileView } from '../../shared/files.js';
import type { UserView } from '../../shared/people.js';
import { limits } from '../../shared/limits.js';
import { plainLine } from '../../shared/rules/plain-text.js';
import { pictureOf } from '../emoji/statements.js';
import { userJson, userJsonOf } from '../people/user-view.js';
import { filesOf, isFormatted, saidBy } from '../files/statements.js';
import type { Draft, Position } from './log/draft.js';
import { mentionsView } from './log/mentioned.js';
import { iso, pinnedColumn } from './pins/statements.js';

/** A message with its author's name, as the queries of this folder read it. */
export interface MessageRow {
  id: number;
  room_id: number;
  seq: number;
  rev: number;
  author_id: number;
  author: UserView;
  kind: MessageKind;
  text: string | null;
  html: string | null;
  reply_to: number | null;
  created_at: Date;
  edited_at: Date | null;
  deleted_at: Date | null;
  /** Null where nobody did, but time. */
  deleted_by: number | null;
  /** What it answers; null for what answers nothing, or is deleted. */
  quoted: QuotedRow | null;
  /** The message at the beginning of what it answers. */
  thread_id: number | null;
  /** Null where nothing answers it. */
  replies: RepliesView | null;
  /** Ids, see log/mentioned.ts; null where it calls nobody. */
  mentions: number[] | null;
  /** Null where it carries none. */
  files: FileView[] | null;
  /** False where nobody is to see it. */
  preview: PreviewView | false | null;
  /** Null where nobody has pinned it. */
  pinned: { at: string; by: UserView } | null;
  /** Of a line of the room. */
  about: About | null;
  /** Null when there are none. */
  reactions: ReactionView[] | null;
}

/** The text is its beginning, null once it is deleted. */
export type QuotedRow = Omit<QuotedView, 'text' | 'about'> & {
  text: string | null;
  isFormatted: boolean;
  about: About | null;
};

const ownColumns = `m.id, m.room_id, m.seq, m.rev, m.author_id, m.kind, m.text, m.html, m.reply_to, m.thread_id, m.created_at, m.edited_at, m.deleted_at, m.deleted_by`;

/** Looked up per row: a join would let the planner sort by author where the log must be walked in order. */
const authorColumn = `${userJsonOf('m.author_id')} as author`;

/** What stands of `messages quoted` above an answer. */
export const quote = `json_build_object('seq', quoted.seq, 'author', ${userJsonOf('quoted.author_id')}, 'text', left(${saidBy('quoted')}, ${limits.quoteLength}),
  'isFormatted', ${isFormatted('quoted')}, 'about', quoted.about)`;

/** Read with the answer, as it is now: a quote never shows what was deleted. Most messages answer nothing, and cost nothing. */
const quotedColumn = `case when m.reply_to is not null and m.deleted_at is null then (
    select ${quote} from messages quoted where quoted.id = m.reply_to limit 1
  ) end as quoted`;

/** Counted up to this number: more is as good as many, and whoever reads the message waits for it. */
const answersCountedTo = 1_000;

/** Of the newest answers, those whose authors are shown are found among so many. */
const answersLookedAt = 20;

const answers = (rest: string) => `from messages x where x.thread_id = m.id ${rest}`;

/** Deleted answers count: their place stays, and nothing of them is shown. Most messages have none, which one look tells. */
const repliesColumn = `case when (select true ${answers('limit 1')}) then (
    select json_build_object(
      'count', (select count(*) from (select ${answers(`order by x.seq limit ${answersCountedTo}`)}) counted),
      'lastSeq', latest.seq,
      'lastAt', ${iso('latest.created_at')},
      'users', (
        select json_agg(${userJson('u')} order by shown.seq desc)
        from (
          select recent.author_id, max(recent.seq) as seq
          from (select x.author_id, x.seq ${answers(`order by x.seq desc limit ${answersLookedAt}`)}) recent
          group by recent.author_id order by seq desc limit 3
        ) shown
        cross join lateral (select * from users where users.id = shown.author_id limit 1) u
      )
    ) from (select x.seq, x.created_at ${answers('order by x.seq desc limit 1')}) latest
  ) end as replies`;

/**
 * The columns of a MessageRow but its author, of `messages m`, for whoever reads the authors of many at once. Of the reactions no more than fits a message: the kinds are few, but each may
 * have as many people as the room. Most messages have none, which one look tells.
 */
export const columnsWithoutAuthor = `${ownColumns}, ${pinnedColumn('m')}, m.preview, m.mentions, m.about, ${filesOf('m.files')} as files, ${quotedColumn}, ${repliesColumn},
  case when (select true from reactions x where x.message_id = m.id limit 1) then (
    select json_agg(json_strip_nulls(json_build_object('emoji', kind.emoji, 'picture', ${pictureOf('kind.emoji')}, 'users', (
      select json_agg(${userJson('u')} order by early.created_at, early.user_id)
      from (
        select x.user_id, x.created_at from reactions x where x.message_id = m.id and x.emoji = kind.emoji
        order by x.created_at, x.user_id limit ${limits.reactionUsers}
      ) early cross join lateral (select * from users where users.id = early.user_id limit 1) u
    ), 'count', kind.count)) order by kind.since)
    from (
      select x.emoji, count(*) as count, min(x.created_at) as since from reactions x where x.message_id = m.id
      group by x.emoji order by since limit ${limits.reactionKinds}
    ) kind
  ) end as reactions`;

/** The columns of a MessageRow. */
export const messageColumns = `${authorColumn}, ${columnsWithoutAuthor}`;

/** The same for messages that are being deleted: nothing is left of reactions, nor of what they answered or whom they called. */
export const deletedColumns = `${authorColumn}, ${ownColumns}, null::json as pinned, null::jsonb as preview, null::jsonb as about, null::bigint[] as mentions, null::json as files, null::json as quoted, ${repliesColumn},
  null::json as reactions`;

/** The only way a message leaves the server. */
export function messageView(row: MessageRow): MessageView {
  const view: MessageView = {
    id: row.id,
    roomId: row.room_id,
    seq: row.seq,
    rev: row.rev,
    author: row.author,
    kind: row.kind,
    createdAt: row.created_at.toISOString(),
    reactions: row.reactions ?? [],
  };
  if (row.text !== null) view.text = row.text;
  if (row.html !== null) view.html = row.html;
  if (row.reply_to !== null) view.replyTo = row.reply_to;
  if (row.quoted !== null) view.quoted = quotedView(row.quoted);
  if (row.thread_id !== null) view.threadId = row.thread_id;
  if (row.replies !== null) view.replies = row.replies;
  if (row.mentions !== null) view.mentions = mentionsView(row.mentions);
  if (row.files !== null) view.files = row.files;
  if (row.preview) view.preview = row.preview;
  if (row.about) view.about = row.about;
  if (row.edited_at) view.editedAt = row.edited_at.toISOString();
  if (row.deleted_at) {
    view.deletedAt = row.deleted_at.toISOString();
    view.deletedBy = deleterOf(row);
  }
  if (row.pinned) {
    view.pinnedAt = row.pinned.at;
    view.pinnedBy = row.pinned.by;
  }
  return view;
}

/** Who of the moderators it was is for the audit log alone. */
const deleterOf = ({ deleted_by, author_id }: MessageRow): MessageView['deletedBy'] =>
  deleted_by === null ? 'retention' : deleted_by === author_id ? 'author' : 'moderator';

/** The same for a message that has just been written, without reading back what its draft said. */
export function writtenView(
  draft: Draft,
  { id, seq, rev, author, createdAt, mentions, threadId, files }: Position,
  quoted: QuotedRow | undefined,
): MessageView {
  const { roomId, kind, text, html, replyTo } = draft;
  const view: MessageView = { id, roomId, seq, rev, author, kind, createdAt, reactions: [], text };
  if (html !== null) view.html = html;
  if (replyTo !== null) view.replyTo = replyTo;
  if (quoted) view.quoted = quotedView(quoted);
  if (threadId !== null) view.threadId = threadId;
  if (mentions !== null) view.mentions = mentionsView(mentions);
  if (files !== null) view.files = files;
  if (draft.about) view.about = draft.about;
  return view;
}

export const quotedView = ({ seq, author, text, isFormatted, about }: QuotedRow): QuotedView => ({
  seq,
  author,
  ...(text !== null && { text: plainLine(text, isFormatted) }),
  ...(about && { about }),
});
