/** What the torture writes down while it runs, and what it reads back: all that the checker looks at. Times are milliseconds since the epoch. */

/** Somebody wrote something. Its text is like no other. */
export interface Attempt {
  clientId: string;
  authorId: number;
  roomId: number;
  text: string;
  at: number;
  /** The outbox that it was written into, and its place there from 0. */
  outbox: string;
  place: number;
  /** By a client without outbox and cursor: what it loses is the control. */
  isNaive: boolean;
  /** What its author was told in the end. */
  outcome?: 'answered' | 'refused';
}

/** One acknowledgement of a `message`; a repeat has its own. */
export interface Reply {
  clientId: string;
  authorId: number;
  roomId: number;
  at: number;
  message?: Seen;
  /** Why it was refused. */
  code?: string;
}

/** A message as somebody was told of it. Without a text: deleted. */
export interface Seen {
  id: number;
  seq: number;
  rev: number;
  text?: string;
}

/** An edit (`text`) or a deletion (none) of one's own message; one a message at most. */
export interface Change {
  messageId: number;
  text?: string;
  at: number;
  /** Of the acknowledgement; undefined when none came. */
  rev?: number;
}

/** Anything that was asked over a socket. `took` is missing when no answer came; `isCut`: the connection ended before. */
export interface Asked {
  event: string;
  at: number;
  took?: number;
  isCut: boolean;
  code?: string;
}

export interface Entry extends Seen {
  at: number;
}

/** One list of messages, as one tab showed it. */
export interface View {
  tab: string;
  userId: number;
  roomId: number;
  openedAt: number;
  isNaive: boolean;
  /** It stopped reading for a while. */
  isSlow?: boolean;
  /** Open until the end, by somebody who was still a member then. */
  isComplete: boolean;
  /** A new stretch begins where the client was told to start over; the first begins with seq 1. */
  stretches: { isReset: boolean; entries: Entry[] }[];
  /** The newest state of each message, by seq, since the last reset. */
  state: Map<number, Seen>;
  /** What came over the socket after the person was told of the removal. */
  afterRemoval: Entry[];
}

export interface Removal {
  userId: number;
  roomId: number;
  /** When the server said that it was done, and the room's last seq then. */
  at: number;
  lastSeq: number;
}

export interface SignOut {
  tab: string;
  at: number;
  /** When the tab's connection ended; undefined: never. */
  closedAt?: number;
}

export interface Stored {
  id: number;
  roomId: number;
  seq: number;
  rev: number;
  authorId: number;
  clientId: string;
  text: string | null;
  createdAt: number;
}

export interface StoredRoom {
  id: number;
  lastSeq: number;
  rev: number;
}

/** At rest: who is online in a room, and who one tab says is. */
export interface PresenceAtRest {
  tab: string;
  roomId: number;
  expected: number[];
  shown: number[];
}

/** At rest: how far a person has read by what was acknowledged, the furthest they asked for, and what the server says. */
export interface UnreadAtRest {
  tab: string;
  userId: number;
  roomId: number;
  marked: number;
  asked: number;
  lastReadSeq: number;
  unread: number;
}

/** At rest: the messages that the page of a room shows its reader. */
export interface PageAtRest {
  tab: string;
  roomId: number;
  shown: { seq: number; rev: number }[];
}

/** At rest: a mention in somebody's activity. */
export interface StoredCall {
  userId: number;
  messageId: number;
}

/** What one connection was told of a mention. */
export interface HeardCall extends StoredCall {
  tab: string;
}

export interface ServerLife {
  /** Ends that nobody asked for, and anything that it should never say. */
  complaints: string[];
  /** Answers of /health/ready: the status, or 0 for none. */
  health: { at: number; status: number }[];
}

export interface History {
  attempts: Attempt[];
  replies: Reply[];
  changes: Change[];
  asked: Asked[];
  views: View[];
  removals: Removal[];
  signOuts: SignOut[];
  stored: Stored[];
  rooms: StoredRoom[];
  presence: PresenceAtRest[];
  unread: UnreadAtRest[];
  pages: PageAtRest[];
  people: { id: number; username: string }[];
  ignored: { userId: number; ignoredId: number }[];
  calls: StoredCall[];
  heardCalls: HeardCall[];
  server: ServerLife;
  /** `isNetwork`: between clients and server, so that nobody could be answered in time. `back`: everybody had joined again. */
  fault: { begin: number; end: number; back: number; isNetwork: boolean };
  /** How many times the promised time an answer or a sign-out may take: a machine busy with other work is late. */
  patience: number;
}
