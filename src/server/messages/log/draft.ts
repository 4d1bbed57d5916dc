/** A message on its way into the log: what is to be written, and what came of it. */
import type { FileView } from '../../../shared/files.js';
import type { MessageKind, MessageView } from '../../../shared/messages.js';
import type { About } from '../../../shared/room-lines.js';
import type { UserView } from '../../../shared/people.js';
import type { Called } from '../../../shared/rules/mentions.js';
import type { PostingRefusal } from '../../memberships/rights.js';

/** A message that wants to be written. */
export interface Draft {
  roomId: number;
  authorId: number;
  clientId: string;
  kind: MessageKind;
  text: string;
  html: string | null;
  replyTo: number | null;
  /** Whom the text calls; null for nobody. */
  called: Called | null;
  /** Whoever it answers is not to be called for that. No part of what a repeat must say again. */
  quiet?: boolean;
  /** Ids of its files, in their order; without any it carries none. */
  files?: number[];
  /** Nothing is shown of what its link leads to. No part of what a repeat must say again. */
  noPreview?: boolean;
  /** What became of the room, where this says it. */
  about?: About;
  /** Its room is slow: whether its author has waited is asked by a statement of its own. */
  slowly?: boolean;
}

/** Why a draft may not be written. `slow`: in so many milliseconds they may. `silenced`: until that moment, in milliseconds since 1970, and in which time zone they live, if they said so. `stale`: who may post changed while the statement waited for the room; ask again. `unwelcome`: nothing was said yet. `newcomer`: only people who are known may write now. */
export type Refusal =
  | Exclude<PostingRefusal, 'silenced'>
  | 'stale'
  | 'no_reply'
  | 'no_file'
  | 'unwelcome'
  | 'newcomer'
  | `slow ${number}`
  | `silenced ${number} ${string}`;

/** What the database adds to a draft that it has written. */
export interface Position {
  id: number;
  seq: number;
  rev: number;
  author: UserView;
  createdAt: string;
  /** Of those whom the text calls, the ones that there are and that the author may call; see mentioned.ts. */
  mentions: number[] | null;
  threadId: number | null;
  files: FileView[] | null;
  /** The other person of a direct room. */
  peer: UserView | null;
  /** The room is a group. */
  inGroup: boolean;
}

/** A message that was just written, and the other person when its room is direct. */
export interface Written {
  message: MessageView;
  peer: UserView | null;
  /** The room is a group. */
  inGroup: boolean;
}
