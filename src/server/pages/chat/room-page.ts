/** What the page of a room shows, for the template views/pages/chat/room.hbs. Reads only: opening a page changes nothing. */
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { limits } from '../../../shared/limits.js';
import type { JoinView, MessageView } from '../../../shared/messages.js';
import { messagePath, roomPath } from '../../../shared/paths.js';
import { inList, type RoomPageData } from '../../../shared/room-page.js';
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
import { WhereToBegin } from './where-to-begin.js';

/** Which part of a room: seqs, one of them at most. None: where the reader stopped, or the newest page with `now`. */
export interface Part {
  before?: number;
  after?: number;
  around?: number;
  now?: boolean;
}

interface PageOfMessages {
  opened: JoinView;
  messages: MessageView[];
  hasBefore: boolean;
  hasAfter: boolean;
  isNewest: boolean;
  /** It begins at its top: one reads on from there. */
  isFromTop: boolean;
}

@Injectable()
export class RoomPage {
  constructor(
    private readonly messages: MessagesService,
    private readonly presence: PresenceService,
    private readonly lobby: Lobby,
    private readonly rooms: RoomsService,
    private readonly begin: WhereToBegin,
  ) {}

  /** Throws `not_found` for a room that is absent or not the reader's to see. */
  async model(reader: SignedInUser, address: string, part: Part = {}) {
    const own = await this.lobby.standings(reader);
    const found =
      own.find((each) => each.room.address === address) ??
      (await this.rooms.requireByAddress(reader, address));
    const page = await this.read(reader, found, part);
    const { opened, messages, hasBefore, hasAfter, isFromTop } = page;
    const { room, me } = opened;
    const stopped = await this.begin.stopped(reader, found, messages);
    const roster = await this.presence.roster(room.id);
    const isDirect = (each: Standing) => each.room.access === 'direct';
    const path = roomPath(room.address);
    const lastSeq = Math.max(room.lastSeq, opened.messages.at(-1)?.seq ?? 0);
    const data: RoomPageData = {
      ...{ room, me, peer: found.peer, rev: opened.rev, lastSeq, hasBefore, hasAfter },
      ...{ rooms: own.map(inList), target: part.around, opensAt: found.opensAt },
      ...(stopped && { stopped: { seq: stopped.seq, createdAt: stopped.createdAt } }),
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
      log: log(opened, page, stopped),
      isFromTop,
      isAtLine: page.isNewest && found.opensAt === 'stopped' && !part.now,
      hasBefore,
      hasAfter,
      olderHref: messages[0] && `${path}?before=${messages[0].seq}`,
      newerHref: messages.at(-1) && `${path}?after=${messages.at(-1)!.seq}`,
      unreadBar: stopped && unreadBar(path, me.unread, stopped, page),
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

  private async read(reader: SignedInUser, found: Standing, part: Part): Promise<PageOfMessages> {
    const { around, now, ...edge } = part;
    const isWhole = edge.before === undefined && edge.after === undefined;
    const after = isWhole && !around && !now ? await this.begin.after(reader, found) : undefined;
    const opened = await this.messages.open(reader, found, { around, after });
    const isFromTop = (after ?? edge.after) !== undefined;
    if (isWhole) {
      const { messages, hasMore, hasAfter } = opened;
      const isNewest = around === undefined && after === undefined;
      return { opened, messages, hasBefore: hasMore, hasAfter, isNewest, isFromTop };
    }
    const request = { roomId: opened.room.id, ...edge, limit: limits.historyPage };
    return { opened, ...(await this.messages.history(reader, request)), isNewest: false, isFromTop };
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
function log({ room }: JoinView, { messages, isNewest }: PageOfMessages, stopped?: MessageView): KeptList {
  const hasLine = stopped !== undefined && isAmong(stopped, messages) && stopped.seq > messages[0]!.seq;
  return {
    of: isNewest ? messages : undefined,
    keptAs: `${room.id} ${room.address}`,
    items: () => lines(room.address, messages),
    between: hasLine
      ? { partial: 'messages/new-line', place: stopped.seq, shows: { createdAt: stopped.createdAt } }
      : undefined,
  };
}

/** What stands above the log: how much is new, and the way from here to now, or back to the line. */
function unreadBar(
  path: string,
  unread: number,
  { seq, createdAt }: MessageView,
  { messages, hasAfter, isNewest, isFromTop }: PageOfMessages,
) {
  const isHere = isAmong({ seq }, messages);
  const leadsToNow = isHere && hasAfter;
  const toLine = isHere ? '#new' : `${path}/${seq}#m${seq}`;
  return {
    ...{ unread, createdAt, leadsToNow },
    href: leadsToNow ? `${path}?at=now` : toLine,
    // A few may all be in view: then nobody needs to be told, and only the browser knows.
    isSure: isFromTop || !isNewest || !isHere,
  };
}

const isAmong = ({ seq }: Pick<MessageView, 'seq'>, messages: MessageView[]): boolean =>
  messages.length > 0 && seq >= messages[0]!.seq && seq <= messages.at(-1)!.seq;

function lines(address: string, messages: MessageView[]): ListItem[] {
  let previous: Grouped | undefined;
  return messages.flatMap((message) => {
    const own = grouped(message);
    const { startsDay, startsGroup } = groupingOf(own, previous);
    previous = own;
    const shows = { ...message, startsGroup, href: messagePath(address, message.seq) };
    const line = { shows, place: message.seq };
    return startsDay ? [{ shows: { startsDay, createdAt: message.createdAt } }, line] : [line];
  });
}
