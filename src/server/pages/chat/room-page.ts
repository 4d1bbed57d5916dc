/** What the page of a room shows, for the template views/pages/chat/room.hbs. Reads only: opening a page changes nothing. */
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { limits } from '../../../shared/limits.js';
import type { JoinView, MessageView } from '../../../shared/messages.js';
import {
  keepPath,
  roomFilesPath,
  roomJumpPath,
  roomPath,
  roomPeoplePath,
  roomPinsPath,
  searchListPath,
} from '../../../shared/paths.js';
import { bare, type RoomPageData } from '../../../shared/room-page.js';
import { commandList } from '../../../shared/rules/commands.js';
import { type Bearers, inNamesOfNow } from '../../../shared/rules/former-names.js';
import { plainLine } from '../../../shared/rules/plain-text.js';
import { filterText } from '../../../shared/rules/search-query.js';
import type { UserView } from '../../../shared/people.js';
import { PinCounts } from '../../messages/pins/pin-counts.js';
import { MessagesService } from '../../messages/messages.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import type { KeptList } from '../../platform/rendering/kept-lists.js';
import { scriptData } from '../../platform/rendering/view-helpers.js';
import { FormerNames } from '../../presence/former-names.service.js';
import { PersonNews } from '../../presence/person-news.js';
import { RoomPeople } from '../../presence/room-people.service.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { peopleStateIn, type Standing } from '../../rooms/standing.row.js';
import { textsForScripts } from './client-texts.js';
import { defaultLevelIn } from '../../../shared/rules/default-level.js';
import { foldedIn, folding } from './folded.js';
import { herePeople } from './here-people.js';
import { hasLateParts } from './has-late-parts.js';
import { levelLabels } from '../level-labels.js';
import { logLines } from './log-lines.js';
import { keptNames, naming, textsOf } from './names-of-now.js';
import { ReaderPage } from './reader-page.js';
import { dayNote, partOf } from './day-note.js';
import { WhereToBegin } from './where-to-begin.js';
import { mayInvite } from './room-settings-page.js';
import { roomTitle } from './room-title.js';

/** Which part of a room: seqs, one of them at most. None: where the reader stopped, or the newest page with `now`. */
export interface Part {
  before?: number;
  after?: number;
  around?: number;
  now?: boolean;
  /** In place of a seq: a day, as people write it, in the language they do. */
  on?: { day: string; language: string };
}

/** `line`: of it, as a quote shows it. */
interface Answered extends MessageView {
  line: string;
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
    private readonly rooms: RoomsService,
    private readonly people: RoomPeople,
    private readonly begin: WhereToBegin,
    private readonly readerPage: ReaderPage,
    private readonly pins: PinCounts,
    private readonly former: FormerNames,
    private readonly news: PersonNews,
  ) {}

  /** Throws `not_found` for a room that is absent or not the reader's to see. */
  async model(reader: SignedInUser, address: string, part: Part = {}) {
    // Before anybody's name is read: whoever takes another meanwhile is asked for once too often rather than never.
    const lastSeen = await this.news.lastSeenBy(reader);
    const readerParts = await this.readerPage.inRooms(reader);
    const { own, data: readerData, rooms, beside, activity, defaultLevel, quiet } = readerParts;
    const found =
      own.find((each) => each.room.address === address) ??
      (await this.rooms.requireByAddress(reader, address));
    const [{ day, page }, pinCount] = await Promise.all([
      this.readOn(reader, found, part, readerData.notices.timeZone),
      this.pins.of(found.room.id),
    ]);
    const { opened, messages, hasBefore, hasAfter, isFromTop } = page;
    const { room, me } = opened;
    const [stopped, bearers] = await Promise.all([
      this.begin.stopped(reader, found, messages, readerData.ignored),
      this.former.in(reader, textsOf(messages)),
    ]);
    const path = roomPath(room.address);
    const lastSeq = Math.max(room.lastSeq, opened.messages.at(-1)?.seq ?? 0);
    const data: RoomPageData = {
      people: lastSeen ?? peopleStateIn(found.state),
      ...{ room, me, peer: found.peer, rev: opened.rev, lastSeq, hasBefore, hasAfter },
      ...{ reader: readerData, rooms, activity, target: part.around, opensAt: found.opensAt },
      ...(stopped && { stopped: { seq: stopped.seq, createdAt: stopped.createdAt } }),
      ...(day?.first && { readsFrom: day.first }),
    };
    return {
      layout: 'layouts/chat',
      pageTitle: roomTitle(room),
      room,
      isDirect: isDirect(found),
      standing: me,
      silencedUntil: found.silencedUntil,
      membership: me.membership,
      defaultLabel: levelLabels[defaultLevelIn(room, defaultLevel)].label,
      quiet,
      canDelete: me.keeper && !hasBefore && messages.every(({ author }) => author.id === me.id),
      needsInvitation: room.access === 'private' || room.access === 'group',
      mayInvite: mayInvite(reader, found),
      path,
      pageData: scriptData(data),
      isEmpty: messages.length === 0,
      log: log(opened, page, { ...readerData, ...readerData.notices, bearers }, stopped),
      // How files, previews and colours look comes later where none are there.
      showsParts: messages.some(hasLateParts),
      showsPreviews: readerData.notices.showsPreviews,
      ignored: readerData.ignored,
      ...{ hasBefore, hasAfter, isFromTop },
      isAtLine: page.isNewest && found.opensAt === 'stopped' && !part.now && !day,
      dayNote: day && dayNote(day, messages),
      olderHref: messages[0] && `${path}?before=${messages[0].seq}`,
      newerHref: messages.at(-1) && `${path}?after=${messages.at(-1)!.seq}`,
      unreadBar: stopped && unreadBar(path, me.unread, stopped, page),
      ...(found.peer
        ? await this.peer(found.peer)
        : herePeople(await this.people.hereNow(room.id), reader, me.keeper)),
      peoplePath: roomPeoplePath(room.address),
      filesPath: roomFilesPath(room.address),
      jumpPath: roomJumpPath(room.address),
      pinsPath: roomPinsPath(room.address),
      keepHref: part.around && keepPath(room.address, part.around),
      pinCount,
      searchPath: searchListPath(filterText('in', room.address)),
      ...beside(own.includes(found) ? own : [...own, found], room.id),
      activity,
      // A form sent twice is one message: it carries the same id.
      clientId: randomUUID(),
      commands: commandList,
      clientTexts: textsForScripts,
    };
  }

  /** The other person of a conversation: it has no list of people. */
  private async peer({ id }: UserView) {
    return { peer: (await this.people.views([id])).get(id) };
  }

  /** The message that an answer is begun to; undefined where there is none at this place, or it is deleted. */
  async answered(reader: SignedInUser, roomId: number, seq: number): Promise<Answered | undefined> {
    const { messages } = await this.messages.history(reader, { roomId, around: seq, limit: 1 });
    const message = messages.find((each) => each.seq === seq && !each.deletedAt);
    if (!message) return undefined;
    const line = plainLine(message.text ?? '', message.html !== undefined);
    return { ...message, line: inNamesOfNow(line, await this.former.in(reader, [line])) };
  }

  /** On a day, where the address says one. */
  private async readOn(reader: SignedInUser, found: Standing, { on, ...part }: Part, zone: string) {
    const { day: words, language } = on ?? {};
    const day =
      words && language
        ? await this.begin.onDay(reader, found.room.id, words, { zone, language })
        : undefined;
    return { day, page: await this.read(reader, found, day ? partOf(day) : part) };
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

const isDirect = ({ room }: Standing) => room.access === 'direct';

/**
 * The messages with what stands between them: a line for each day, and for this reader one where they had stopped. The rest is
 * the same for everybody who knows the room by this address (a conversation has two) and wants to see what links lead to, or does
 * not, ignores the same people in it, and knows whoever is called by a name that they had, as long as the messages are the very same
 * ones (NewestPages).
 */
function log(
  { room }: JoinView,
  { messages, isNewest }: PageOfMessages,
  { showsPreviews, ignored, bearers }: { showsPreviews: boolean; ignored: number[]; bearers: Bearers },
  stopped?: MessageView,
): KeptList {
  const hasLine = stopped !== undefined && isAmong(stopped, messages) && stopped.seq > messages[0]!.seq;
  const folded = foldedIn(messages, ignored);
  return {
    of: isNewest ? messages : undefined,
    keptAs: `${room.id} ${room.address}${showsPreviews ? '' : ' bare'}${folded.map((id) => ` -${id}`).join('')}${keptNames(bearers)}`,
    items: () =>
      logLines(
        room.address,
        (showsPreviews ? messages : messages.map(bare)).map(naming(bearers)),
        folding(folded),
      ),
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
  // Above the first message of a room there is no line.
  const hasLine = isHere && seq > messages[0]!.seq;
  const toLine = hasLine ? '#new' : `${isHere ? '' : `${path}/${seq}`}#m${seq}`;
  return {
    ...{ unread, createdAt, leadsToNow },
    href: leadsToNow ? `${path}?at=now` : toLine,
    // A few may all be in view: then nobody needs to be told, and only the browser knows.
    isSure: isFromTop || !isNewest || !isHere,
  };
}

const isAmong = ({ seq }: Pick<MessageView, 'seq'>, messages: MessageView[]): boolean =>
  messages.length > 0 && seq >= messages[0]!.seq && seq <= messages.at(-1)!.seq;
