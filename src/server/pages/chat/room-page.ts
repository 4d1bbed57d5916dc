/** What the page of a room shows, for the template views/pages/chat/room.hbs. Reads only: opening a page changes nothing. */
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { limits } from '../../../shared/limits.js';
import type { JoinView, MessageView } from '../../../shared/messages.js';
import { replyPath, roomPath } from '../../../shared/paths.js';
import { inList, inLog, type RoomPageData } from '../../../shared/room-page.js';
import { commandList } from '../../../shared/rules/commands.js';
import { type Grouped, grouped, groupingOf } from '../../../shared/rules/grouping.js';
import type { UserView } from '../../../shared/people.js';
import { peopleShown } from '../../../shared/rules/person-look.js';
import { MessagesService } from '../../messages/messages.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import type { KeptList, ListItem } from '../../platform/rendering/kept-lists.js';
import { scriptData } from '../../platform/rendering/view-helpers.js';
import { PresenceService, type Roster } from '../../presence/presence.service.js';
import { Lobby } from '../../rooms/lobby.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import type { Standing } from '../../rooms/standing.row.js';
import { textsForScripts } from './client-texts.js';
import { roomLink } from './room-link.js';

/** Which part of a room: seqs, one of them at most. None: the newest page. */
export interface Part {
  before?: number;
  after?: number;
  around?: number;
}

interface PageOfMessages {
  opened: JoinView;
  messages: MessageView[];
  hasBefore: boolean;
  hasAfter: boolean;
  isNewest: boolean;
}

@Injectable()
export class RoomPage {
  constructor(
    private readonly messages: MessagesService,
    private readonly presence: PresenceService,
    private readonly lobby: Lobby,
    private readonly rooms: RoomsService,
  ) {}

  /** Throws `not_found` for a room that is absent or not the reader's to see. */
  async model(reader: SignedInUser, address: string, part: Part = {}) {
    const own = await this.lobby.standings(reader);
    const found =
      own.find((each) => each.room.address === address) ??
      (await this.rooms.requireByAddress(reader, address));
    const { opened, messages, hasBefore, hasAfter, isNewest } = await this.read(reader, found, part);
    const { room, me } = opened;
    const roster = await this.presence.roster(room.id);
    const isDirect = (each: Standing) => each.room.access === 'direct';
    const path = roomPath(room.address);
    const lastSeq = Math.max(room.lastSeq, opened.messages.at(-1)?.seq ?? 0);
    const data: RoomPageData = {
      ...{ room, me, peer: found.peer, rev: opened.rev, lastSeq, hasBefore, hasAfter },
      ...{ rooms: own.map(inList), target: part.around },
    };
    return {
      layout: 'layouts/chat',
      pageTitle: isDirect(found) ? room.name : `#${room.name}`,
      room,
      isDirect: isDirect(found),
      standing: me,
      path,
      pageData: scriptData(data),
      isEmpty: messages.length === 0,
      log: log(opened, messages, isNewest),
      hasBefore,
      hasAfter,
      olderHref: messages[0] && `${path}?before=${messages[0].seq}`,
      newerHref: messages.at(-1) && `${path}?after=${messages.at(-1)!.seq}`,
      canMarkRead: me.member && me.unread > 0 && !hasAfter,
      online: roster.online,
      ...peopleOnline(roster, reader),
      rooms: own.filter((each) => !isDirect(each)).map((each) => roomLink(each, room.id)),
      direct: own.filter(isDirect).map((each) => roomLink(each, room.id)),
      // A form sent twice is one message: it carries the same id.
      clientId: randomUUID(),
      commands: commandList,
      clientTexts: textsForScripts,
    };
  }

  /** The message that an answer is begun to; undefined where there is none at this place, or it is deleted. */
  async answered(reader: SignedInUser, roomId: number, seq: number): Promise<MessageView | undefined> {
    const { messages } = await this.messages.history(reader, { roomId, around: seq, limit: 1 });
    return messages.find((message) => message.seq === seq && !message.deletedAt);
  }

  private async read(reader: SignedInUser, found: Standing, part: Part): Promise<PageOfMessages> {
    const { around, ...edge } = part;
    const opened = await this.messages.open(reader, found, { around });
    if (edge.before === undefined && edge.after === undefined) {
      const { messages, hasMore, hasAfter } = opened;
      return { opened, messages, hasBefore: hasMore, hasAfter, isNewest: around === undefined };
    }
    const request = { roomId: opened.room.id, ...edge, limit: limits.historyPage };
    return { opened, ...(await this.messages.history(reader, request)), isNewest: false };
  }
}

/** The reader first: whoever has scripts is online in a moment, and nothing moves then. */
function peopleOnline({ users, online }: Roster, reader: SignedInUser) {
  const others = firstByName(users)
    .filter(({ id }) => id !== reader.id)
    .slice(0, peopleShown - 1);
  return {
    myself: { id: reader.id, username: reader.username, isMe: true, isAway: others.length === users.length },
    people: others.map(({ id, username }) => ({
      keptAs: `${id} ${username}`,
      shows: () => ({ id, username, href: roomPath(`@${username}`) }),
    })),
    peopleMore: Math.max(0, online - others.length - 1),
  };
}

const { compare } = new Intl.Collator();
const sorted = new WeakMap<UserView[], UserView[]>();

/** As many as a page shows, sorted once for all pages while nobody comes or goes: of five hundred it takes over a millisecond. */
function firstByName(users: Roster['users']): UserView[] {
  const known = sorted.get(users);
  if (known) return known;
  const first = users.toSorted((a, b) => compare(a.username, b.username)).slice(0, peopleShown);
  sorted.set(users, first);
  return first;
}

/**
 * The messages with what stands between them: a line for each day, and for this reader one where they had stopped. The rest is
 * the same for everybody who knows the room by this address (a conversation has two), as long as the messages are the very
 * same ones (NewestPages).
 */
function log({ room, me }: JoinView, messages: MessageView[], isNewest: boolean): KeptList {
  const isUnread = ({ seq, author }: MessageView) => me.member && seq > me.lastReadSeq && author.id !== me.id;
  const firstUnread = messages.findIndex(isUnread);
  return {
    of: isNewest ? messages : undefined,
    keptAs: `${room.id} ${room.address}`,
    items: () => lines(room.address, messages),
    between:
      firstUnread > 0 ? { partial: 'messages/new-line', place: messages[firstUnread]!.seq } : undefined,
  };
}

function lines(address: string, messages: MessageView[]): ListItem[] {
  let previous: Grouped | undefined;
  return messages.flatMap((message) => {
    const own = grouped(message);
    const { startsDay, startsGroup } = groupingOf(own, previous);
    previous = own;
    const replyHref = message.deletedAt ? undefined : replyPath(message.seq);
    const shows = { ...inLog(address, message), startsGroup, replyHref };
    const line = { shows, place: message.seq };
    return startsDay ? [{ shows: { startsDay, createdAt: message.createdAt } }, line] : [line];
  });
}
