/** What the pages of the lobby and of a room hand their script; the messages stand in the page itself. */
import type { ActivityKind } from './activity.js';
import type { ListedRoom } from './lobby.js';
import type { MessageView } from './messages.js';
import type { MembershipView, MeView } from './memberships.js';
import { messagePath, threadPath, versionsPath } from './paths.js';
import type { NoticeSettingsView } from './notices.js';
import type { Level, RoomsOpen, UserView } from './people.js';
import type { RoomView } from './rooms.js';
import type { SidebarView } from './sidebar.js';

/** A room in a list of the reader's. */
export interface RoomInList extends Pick<RoomView, 'id' | 'address' | 'name' | 'access' | 'lastSeq'> {
  unread: number;
  /** How much of it was said to them. */
  mentions: number;
  /** Null: they only look at it. */
  membership: MembershipView | null;
  /** The other person of a direct room. */
  peerId?: number | undefined;
  picture?: string | undefined;
  /** Of a group, the first of the others. */
  faces?: UserView[] | undefined;
  /** Where rooms are sorted by it. */
  lastMessageAt?: string | null | undefined;
}

/** What of the reader the pages go by. */
export interface ReaderData {
  notices: NoticeSettingsView;
  /** Of what the server tells people who have not chosen. */
  serverLevel: Level;
  /** Ids of those whom they ignore. */
  ignored: number[];
  /** Whether the server looks at what links lead to. */
  linkPreviews: boolean;
  /** Characters that a message has at most. */
  longest: number;
  /** Of pages with a list of rooms beside them. */
  sidebar?: SidebarView | undefined;
}

/** Which part of activity a page lists. */
export interface ActivityListed {
  kind?: ActivityKind | undefined;
  unread?: boolean | undefined;
  before?: number | undefined;
}

/** Which files of a room a page lists; `filters` as in its address, without a kind. */
export interface FilesListed {
  room: { id: number; address: string; name: string };
  filters: Record<string, string>;
}

/** What the box of the search says, in the reader's language. */
export interface SearchWords {
  /** The filters there are: how each is written, and what it asks for. */
  keys: { key: string; name: string; hint: string }[];
  /** Key → value → how its pill says it; of has and is these are all. */
  values: Record<string, Record<string, string>>;
  /** Days that may be named by a word. */
  days: string[];
  not: string;
  /** With `{{filter}}`. */
  remove: string;
}

/** Whom the filters of a query may name, as far as they are known. */
export interface Faces {
  me: UserView;
  people: UserView[];
}

/** What a page of the search was asked. */
export interface SearchListed {
  q: string;
  order: string;
  /** In which its days are. */
  zone: string;
  words: SearchWords;
  faces: Faces;
}

export interface LobbyPageData {
  reader: ReaderData;
  rooms: RoomInList[];
  /** What was meant for them and is new. */
  activity: number;
  /** The page of activity: these it lists. */
  listsActivity?: ActivityListed | undefined;
  /** The page of a room's files: these it lists. */
  listsFiles?: FilesListed | undefined;
  /** A list of what is kept at hand: pins of a room, or what the reader saved. */
  keeps?: 'pins' | 'saved' | undefined;
  /** The page of the search: this it was asked. */
  listsFound?: SearchListed | undefined;
  /** When the browser kept the page: the rooms are listed as they were then. */
  keptAt?: string | undefined;
}

export interface RoomPageData extends LobbyPageData {
  room: RoomView;
  me: MeView;
  /** The other person of a direct room. */
  peer: UserView | null;
  /** The number up to which people are shown as they are. */
  people?: number;
  /** The cursor: everything up to this rev is on the page, or older than it. */
  rev: number;
  lastSeq: number;
  hasBefore: boolean;
  hasAfter: boolean;
  /** The first message that the reader had not read when the page was made. */
  stopped?: { seq: number; createdAt: string } | undefined;
  /** Where they want to begin there, or at the end. */
  opensAt: RoomsOpen;
  /** The seq of the message that the address leads to. */
  target?: number | undefined;
  /** The same where it leads to a day: the seq of the first message from then on. */
  readsFrom?: number | undefined;
}

/** A listed room, as far as its place in a list needs it. */
export const inList = ({
  room,
  peer,
  others,
  unread,
  mentions = 0,
  membership,
  lastMessageAt,
}: Pick<ListedRoom, 'room' | 'peer' | 'unread' | 'membership'> &
  Partial<Pick<ListedRoom, 'lastMessageAt' | 'others'>> & { mentions?: number }): RoomInList => ({
  id: room.id,
  address: room.address,
  name: room.name,
  access: room.access,
  lastSeq: room.lastSeq,
  unread,
  mentions,
  membership,
  peerId: peer?.id,
  picture: peer?.picture,
  faces: facesOf(others),
  lastMessageAt,
});

/** So many stand for a group. */
export const facesOf = (others: UserView[] | null | undefined): UserView[] | undefined => others?.slice(0, 3);

/** A message for whoever does not want to see what its link leads to. */
export function bare(message: MessageView): MessageView {
  const shown = { ...message };
  delete shown.preview;
  return shown;
}

/** What the templates show of a message. */
export const inLog = (address: string, message: MessageView) => ({
  ...message,
  href: messagePath(address, message.seq),
  ...(message.editedAt && { versionsHref: versionsPath(address, message.seq) }),
  quoted: message.quoted && { ...message.quoted, href: messagePath(address, message.quoted.seq) },
  replies: message.replies && { ...message.replies, href: threadPath(address, message.seq) },
  tells: message.kind === 'pin' ? pinnedIn(address, message) : message.about,
});

/** The message that a line says was pinned: its text ends with the place of it. */
function pinnedIn(address: string, { text = '' }: MessageView) {
  const seq = Number(/#(\d+)$/.exec(text)?.[1]);
  return seq > 0 ? { seq, href: messagePath(address, seq) } : undefined;
}

/** The same in its thread, where it is plain that it answers the first message, and what it quotes is at hand. */
export const inThread = (address: string, message: MessageView) => {
  const { quoted, replyTo, threadId, ...shown } = message;
  const answers = quoted && replyTo !== threadId;
  return {
    ...inLog(address, shown),
    ...{ isInThread: true, replies: undefined },
    ...(answers && { replyTo, quoted: { ...quoted, href: `#t${quoted.seq}` } }),
  };
};
