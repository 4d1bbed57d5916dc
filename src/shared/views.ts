/** What leaves the server: the shapes of sections 3 and 4 of the protocol. Times are ISO 8601 strings in UTC. */
import type { Access, MessageKind, Posting, Role } from './words.js';

export interface UserView {
  id: number;
  username: string;
}

export interface RoomView {
  id: number;
  /** How people and links name it: `lobby`, `Общий чат`; for a direct room `@` and the other person's name. */
  address: string;
  name: string;
  topic: string;
  access: Access;
  posting: Posting;
  lastSeq: number;
  rev: number;
  archivedAt: string | null;
}

/** A room in a list, as the reader stands to it. */
export interface RoomSummaryView extends RoomView {
  /** People. */
  online: number;
  members: number;
  /** For a member; 0 for everybody else. */
  unread: number;
  /** Whether the reader is one. */
  member: boolean;
  lastMessageAt: string | null;
}

export interface MemberView extends UserView {
  role: Role;
}

/** A person as administrators see them. */
export interface UserDetailsView extends UserView {
  role: Role;
  createdAt: string;
  /** A ban is one with an end. Null for whoever can sign in. */
  disabled: { since: string; reason: string; until: string | null } | null;
  /** The newest use of a session or a token, to the hour, or act in the audit log; null for whoever never came. */
  lastSeenAt: string | null;
}

/** The reader's own standing in a room. */
export interface MeView extends UserView {
  role: Role;
  member: boolean;
  canPost: boolean;
  lastReadSeq: number;
  unread: number;
}

export interface ReactionView {
  emoji: string;
  users: UserView[];
}

export interface MessageView {
  id: number;
  roomId: number;
  seq: number;
  rev: number;
  author: UserView;
  kind: MessageKind;
  /** Missing on a tombstone, like `html`. */
  text?: string;
  html?: string;
  /** The id of the message this one answers. */
  replyTo?: number;
  createdAt: string;
  editedAt?: string;
  deletedAt?: string;
  reactions: ReactionView[];
}

export interface JoinView {
  room: RoomView;
  me: MeView;
  /** The cursor: everything up to this rev is in `messages` or was known before. */
  rev: number;
  /** In rev order after a catch-up, in seq order when `reset` or without a rev. */
  messages: MessageView[];
  /** True: forget what you have, `messages` is the newest page. */
  reset: boolean;
  /** True: there are older messages than the first one here. */
  hasMore: boolean;
}

/** A message among those of other rooms. */
export interface FoundMessageView extends MessageView {
  roomName: string;
}

export interface HistoryView {
  messages: MessageView[];
  hasBefore: boolean;
  hasAfter: boolean;
}

export interface ReadView {
  lastReadSeq: number;
  /** Messages of others after `lastReadSeq`. */
  unread: number;
}

/** A command that stores no message answers with what it did instead. */
export type SendView = MessageView | { room: RoomView } | { help: string };
