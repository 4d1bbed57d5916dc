/** What the page of a room shows, for the template views/pages/chat/room.hbs. Reads only: opening a page changes nothing. */
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { limits } from '../../../shared/limits.js';
import type { JoinView, MessageView } from '../../../shared/messages.js';
import { messagePath, roomPath, roomPeoplePath } from '../../../shared/paths.js';
import { inList, type RoomPageData } from '../../../shared/room-page.js';
import { commandList } from '../../../shared/rules/commands.js';
import { type Grouped, grouped, groupingOf } from '../../../shared/rules/grouping.js';
import type { UserView } from '../../../shared/people.js';
import { MessagesService } from '../../messages/messages.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import type { KeptList, ListItem } from '../../platform/rendering/kept-lists.js';
import { scriptData } from '../../platform/rendering/view-helpers.js';
import { PresenceService } from '../../presence/presence.service.js';
import { type HereNow, RoomPeople } from '../../presence/room-people.service.js';
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
    private readonly people: RoomPeople,
  ) {}

  /** Throws `not_found` for a room that is absent or not the reader's to see. */
  async model(reader: SignedInUser, address: string, part: Part = {}, folded: Record<string, boolean> = {}) {
    const own = await this.lobby.standings(reader);
    const found =
      own.find((each) => each.room.address === address) ??
      (await this.rooms.requireByAddress(reader, address));
    const { opened, messages, hasBefore, hasAfter, isNewest } = await this.read(reader, found, part);
    const { room, me } = opened;
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
      membership: me.membership,
      canDelete: me.made && !hasBefore && messages.every(({ author }) => author.id === me.id),
      needsInvitation: room.access === 'private',
      path,
      pageData: scriptData(data),
      isEmpty: messages.length === 0,
      log: log(opened, messages, isNewest),
      hasBefore,
      hasAfter,
      olderHref: messages[0] && `${path}?before=${messages[0].seq}`,
      newerHref: messages.at(-1) && `${path}?after=${messages.at(-1)!.seq}`,
      canMarkRead: me.member && me.unread > 0 && !hasAfter,
      ...(found.peer ? await this.peer(found.peer) : herePeople(await this.people.hereNow(room.id), reader)),
      peoplePath: roomPeoplePath(room.address),
      ...this.lists(own.includes(found) ? own : [...own, found], room.id),
      folded,
      // A form sent twice is one message: it carries the same id.
      clientId: randomUUID(),
      commands: commandList,
      clientTexts: textsForScripts,
    };
  }

  /** In an order that no message changes; one that is only looked at, or is archived, stands among the others while it is open. */
  private lists(listed: Standing[], openRoomId: number) {
    const link = (each: Standing) =>
      roomLink(isDirect(each) ? { ...each, online: this.isHere(each.peer) } : each, openRoomId);
    const named = byName(listed.filter((each) => !isDirect(each)));
    const isFavourite = ({ membership }: Standing) => membership?.favourite === true;
    return {
      direct: listed.filter((each) => isDirect(each) && !isFavourite(each)).map(link),
      favourites: [
        ...listed.filter((each) => isDirect(each) && isFavourite(each)),
        ...named.filter(isFavourite),
      ].map(link),
      rooms: named.filter((each) => !isFavourite(each)).map(link),
    };
  }

  /** The other person of a conversation: it has no list of people. */
  private async peer({ id }: UserView) {
    return { peer: (await this.people.views([id])).get(id) };
  }

  private isHere(peer: UserView | null): number {
    return Number(peer !== null && this.presence.isHere(peer.id));
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

const isDirect = ({ room }: Standing) => room.access === 'direct';

const names = new Intl.Collator(undefined, { numeric: true });
const byName = (rooms: Standing[]) => rooms.sort((a, b) => names.compare(a.room.name, b.room.name));

/** The reader first: whoever has scripts is here in a moment, and nothing moves then. */
function herePeople({ people, count, total }: HereNow, reader: SignedInUser) {
  const others = people.filter(({ id }) => id !== reader.id);
  const me = people.find(({ id }) => id === reader.id) ?? { ...reader, online: true };
  return {
    myself: { ...me, isMe: true },
    hereNow: others.map((person) => ({
      keptAs: `${person.id} ${person.username} ${person.role}`,
      shows: () => ({ ...person, href: roomPath(`@${person.username}`) }),
    })),
    hereCount: Math.max(count, others.length + 1),
    peopleTotal: total,
    peopleMore: total > others.length + 1 || count > others.length + 1,
  };
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
    const shows = { ...message, startsGroup, href: messagePath(address, message.seq) };
    const line = { shows, place: message.seq };
    return startsDay ? [{ shows: { startsDay, createdAt: message.createdAt } }, line] : [line];
  });
}
