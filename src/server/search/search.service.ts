/** Finds messages by what they say, in the rooms of whoever asks. */
import { Injectable } from '@nestjs/common';
import type { UserView } from '../../shared/people.js';
import { plainLine } from '../../shared/rules/plain-text.js';
import { isEmptyQuery, parseQuery } from '../../shared/rules/search-query.js';
import type { HitView, RoomCount, SearchView, SearchWanted } from '../../shared/search.js';
import { type MessageRow, messageView } from '../messages/message.row.js';
import { IgnoringService } from '../people/ignoring.service.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { AppError } from '../platform/errors/app-error.js';
import { Asked, type OwnRoom } from './finding/asked.js';
import { bestCursorOf, bestPage, readBestCursor } from './finding/best.js';
import { Filters } from './filters/filters.service.js';
import type { Conditions } from './finding/conditions.js';
import { keptSegments } from './finding/known-segments.js';
import { cursorOf, justBefore, type Rank, readCursor } from './finding/order.js';
import { type NearbyRow, SearchStatements } from './finding/search.repository.js';
import { type Counted, Searching } from './finding/searching.js';
import { Snapshots } from './finding/snapshots.js';
import type { Hit } from './finding/walk.js';
import { grouped } from '../platform/work/grouped.js';

export type Wanted = SearchWanted & { zone?: string; language?: string };

interface Page {
  searching: Searching;
  hits: Hit[];
  next: string | null;
  isWhole: boolean;
}

/** Rooms whose hits are told one by one. */
const mostRooms = 100;

const leadsNowhere = () => new AppError('invalid', 'This does not lead on. Begin with the first page.');

@Injectable()
export class SearchService {
  private readonly segments = keptSegments();

  constructor(
    private readonly snapshots: Snapshots,
    private readonly filters: Filters,
    private readonly ignoring: IgnoringService,
  ) {}

  /** Each message that was acknowledged before it is called, as it is then; nothing of rooms that are not theirs. */
  async search(me: SignedInUser, wanted: Wanted): Promise<SearchView> {
    const begun = performance.now();
    const query = parseQuery(wanted.q);
    const [{ conditions: read, notes }, ignored] = await Promise.all([
      this.filters.read(me, query.filters, wanted),
      this.ignoring.ids(me),
    ]);
    const conditions = inRoom(read, wanted.room);
    const found = isEmptyQuery(query)
      ? nothing
      : await this.snapshots.take(me.id, (ask) =>
          this.find(me, wanted, new Asked(query, conditions), new SearchStatements(ask, this.segments)),
        );
    const hits = found.hits.map(markedIn(new Set(ignored)));
    const at = new Date().toISOString();
    return { ...found, hits, milliseconds: Math.round(performance.now() - begun), notes, at };
  }

  private async find(me: SignedInUser, wanted: Wanted, asked: Asked, statements: SearchStatements) {
    const { rooms: only, notRooms } = asked.conditions;
    const own = await statements.ownRooms(me.id, only);
    const rooms = own.filter(({ id }) => !notRooms.includes(id));
    const begin = (after: Rank | null) => Searching.begin(statements, asked, rooms, after);
    const page = await (wanted.order === 'best'
      ? bestFirst(begin, wanted, asked)
      : newestFirst(begin, wanted));
    const isFirst = wanted.cursor === undefined;
    const counted: Counted = isFirst
      ? await page.searching.count()
      : { rooms: new Map([[0, page.hits.length]]), isCounted: false };
    const [rows, nearby] = await Promise.all([
      statements.messages(page.hits, me.id),
      statements.nearby(page.hits, me.id),
    ]);
    const byId = new Map(rooms.map((room) => [room.id, room]));
    return {
      hits: hitViews(page.hits, rows, nearby, byId),
      next: page.next,
      rooms: isFirst ? roomCounts(counted, byId, page.hits) : [],
      inRooms: isFirst ? counted.rooms.size : 0,
      total: Math.max(page.hits.length, sumOf(counted)),
      isCounted: counted.isCounted,
      isWhole: page.isWhole,
    };
  }
}

function hitViews(
  hits: Hit[],
  rows: MessageRow[],
  nearby: NearbyRow[],
  rooms: Map<number, OwnRoom>,
): HitView[] {
  const lines = grouped(nearby, ({ number }) => number);
  return hits.flatMap(({ roomId, seq, marks }, index) => {
    const row = rows.find((each) => each.room_id === roomId && each.seq === seq);
    if (!row) return [];
    const near = (lines.get(index + 1) ?? []).map(({ seq: at, author, text, is_formatted, about }) => ({
      ...{ seq: at, author, text: plainLine(text, is_formatted) },
      ...(about && { about }),
    }));
    return {
      message: { ...messageView(row), roomName: rooms.get(roomId)!.name },
      marks,
      before: near.filter((line) => line.seq < seq),
      after: near.filter((line) => line.seq > seq),
    };
  });
}

/** Whoever asks sees of each whether it is of somebody whom they ignore. */
const markedIn = (ignored: Set<number>) => {
  const mark = ({ id }: UserView) => (ignored.has(id) ? ({ ignored: true } as const) : {});
  const near = (lines: HitView['before']) => lines.map((line) => ({ ...line, ...mark(line.author) }));
  return ({ message, before, after, ...hit }: HitView): HitView => ({
    ...{ message, ...mark(message.author), ...hit },
    ...{ before: near(before), after: near(after) },
  });
};

/** Of the rooms that are asked for only this one. */
const inRoom = (conditions: Conditions, room: number | undefined): Conditions =>
  room === undefined
    ? conditions
    : { ...conditions, rooms: (conditions.rooms ?? [room]).filter((each) => each === room) };

const nothing = {
  hits: [] as HitView[],
  next: null,
  rooms: [],
  inRooms: 0,
  total: 0,
  isCounted: true,
  isWhole: true,
};

type Begin = (after: Rank | null) => Promise<Searching>;

async function newestFirst(begin: Begin, { cursor, limit }: Wanted): Promise<Page> {
  const searching = await begin(placeOf(cursor, readCursor));
  const { hits, next, isWhole } = await searching.page(limit);
  return { searching, hits, next: next && cursorOf(next), isWhole };
}

/** Of the newest hits. */
async function bestFirst(begin: Begin, { cursor, limit }: Wanted, asked: Asked): Promise<Page> {
  const after = placeOf(cursor, readBestCursor);
  const searching = await begin(after && justBefore(after.newest));
  const newest = await searching.newest();
  const { hits, next } = bestPage(newest.hits, asked, limit, after);
  return { searching, hits, next: next && bestCursorOf(next), isWhole: newest.isWhole };
}

function placeOf<Place>(cursor: string | undefined, read: (text: string) => Place | null): Place | null {
  if (cursor === undefined) return null;
  const place = read(cursor);
  if (!place) throw leadsNowhere();
  return place;
}

/** Those with the most, and those of the hits. */
function roomCounts({ rooms, isCounted }: Counted, own: Map<number, OwnRoom>, hits: Hit[]): RoomCount[] {
  const ofHits = new Set(hits.map(({ roomId }) => roomId));
  return [...rooms]
    .sort(([one, some], [other, more]) => more - some || one - other)
    .filter(([roomId], place) => place < mostRooms || ofHits.has(roomId))
    .map(([roomId, count]) => ({
      room: roomView(own.get(roomId)!),
      count: isCounted ? count : about(count),
    }));
}

function sumOf({ rooms, isCounted }: Counted): number {
  const sum = [...rooms.values()].reduce((all, count) => all + count, 0);
  return isCounted ? sum : about(sum);
}

/** A number that does not look more exact than it is: two digits of it. */
const about = (count: number): number => Number(count.toPrecision(2));

const roomView = ({ id, access, name, address }: OwnRoom): RoomCount['room'] => ({
  id,
  name,
  address,
  access,
});
