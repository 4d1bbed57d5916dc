/** Gathers what may be found: of the index, of what came after it, and of what is not in it yet. */
import { type Bitmap, emptyBitmap, fullBitmap, include, intersect, noPositions } from '../index/bitmap.js';
import { inSlices } from '../../platform/work/in-slices.js';
import { Seqs } from '../index/seqs.js';
import { Times } from '../index/times.js';
import type { SearchedRow } from '../searched.row.js';
import type { Asked, OwnRoom } from './asked.js';
import type { Span } from './conditions.js';
import { evaluate, placesIn } from './evaluation.js';
import { type Part, RoomCandidates, withoutEarlier } from './room-candidates.js';
import type { SearchStatements, SegmentRow } from './search.repository.js';
import { knownSegments } from './known-segments.js';
import { grouped } from '../../platform/work/grouped.js';

/** Messages after the index that one search reads, over all rooms; of one room at most, and at least. */
const [mostBeyond, mostOfRoom, fewestOfRoom] = [4_000, 1_000, 20];

/** Rows of the index that are asked for at a time. */
const rowsAtOnce = 2_000;

export interface Collected {
  rooms: RoomCandidates[];
  /** All that matches is among them. */
  isWhole: boolean;
  /** What came after the index was looked at: whatever of it is here matches. */
  isSeen: boolean;
  /** What was written up to then is missing, where time ran out. */
  missingUntil: number;
}

interface Segment extends SegmentRow {
  list: Seqs;
  known: Times;
}

/** Rows of the log that are not in the index yet; of a room that has more of them, only the newest. */
interface Beyond {
  rows: SearchedRow[];
  isCut: boolean;
}

export async function collect(
  statements: SearchStatements,
  asked: Asked,
  rooms: OwnRoom[],
  span: Span,
  isInTime: () => boolean,
): Promise<Collected> {
  const [beyond, segments] = await Promise.all([
    readBeyond(statements, rooms),
    readSegments(statements, rooms),
  ]);
  const { parts, missingUntil } = await evaluateAll(statements, asked, rooms, segments, span, isInTime);
  const byRoom = grouped(segments, ({ room_id }) => room_id);
  const found: RoomCandidates[] = [];
  let isSeen = true;
  for (const room of rooms) {
    const own = byRoom.get(room.id) ?? [];
    const ofIndex = own.map((segment) => parts.get(segment) ?? { ...partOf(segment), found: noPositions });
    const after = beyond.get(room.id);
    const ofLog = after ? await partsBeyond(asked, room, own, after, isInTime) : [];
    isSeen &&= !after || isInTime();
    found.push(new RoomCandidates(room, withoutEarlier([...ofLog, ...ofIndex])));
  }
  const isCut = [...beyond.values()].some((each) => each.isCut);
  return { rooms: found, isWhole: !isCut && missingUntil === -Infinity, isSeen, missingUntil };
}

async function readBeyond(statements: SearchStatements, rooms: OwnRoom[]): Promise<Map<number, Beyond>> {
  const behind = rooms.filter(({ rev, indexed }) => rev > indexed);
  if (behind.length === 0) return new Map();
  const atMost = Math.max(fewestOfRoom, Math.min(mostOfRoom, Math.floor(mostBeyond / behind.length)));
  const read = newestOf(behind, atMost);
  const byRoom = grouped(await statements.beyond([...read], atMost), ({ room_id }) => room_id);
  return new Map(
    behind.map((room) => {
      const rows = byRoom.get(room.id) ?? [];
      return [room.id, { rows, isCut: rows.length === atMost || !read.has(room) }] as const;
    }),
  );
}

/** Where so many rooms are behind that even a few messages of each were too many, only the rooms in which something was said last. */
function newestOf(behind: OwnRoom[], atMost: number): Set<OwnRoom> {
  const newestFirst = [...behind].sort((one, other) => (other.last_at ?? 0) - (one.last_at ?? 0));
  const newest = new Set<OwnRoom>();
  let left = mostBeyond;
  for (const room of newestFirst) {
    left -= Math.min(room.rev - room.indexed, atMost);
    if (left < 0) break;
    newest.add(room);
  }
  return newest;
}

async function readSegments(statements: SearchStatements, rooms: OwnRoom[]): Promise<Segment[]> {
  const indexed = rooms.filter(({ indexed }) => indexed > 0).map(({ id }) => id);
  if (indexed.length === 0) return [];
  const rows = await statements.segments(indexed);
  const ids = rows.map(({ id }) => id);
  const known = await knownSegments(statements.known, ids, (missing) => statements.segmentMessages(missing));
  return rows.map((row) => ({ ...row, ...known.get(row.id)! }));
}

const partOf = ({ list, known }: Segment) => ({ seqs: list, times: known });

/** The newest first, as far as time allows. */
async function evaluateAll(
  statements: SearchStatements,
  asked: Asked,
  rooms: OwnRoom[],
  segments: Segment[],
  [from, until]: Span,
  isInTime: () => boolean,
): Promise<{ parts: Map<Segment, Part>; missingUntil: number }> {
  const direct = new Set(rooms.filter(({ access }) => access === 'direct').map(({ id }) => id));
  const wanted = segments
    .filter(({ known }) => known.first < until && known.last >= from)
    .sort((one, other) => other.known.last - one.known.last);
  const parts = new Map<Segment, Part>();
  const atOnce = Math.max(1, Math.floor(rowsAtOnce / Math.max(1, asked.hashes.length)));
  for (let start = 0; start < wanted.length; start += atOnce) {
    if (start > 0 && !isInTime()) return { parts, missingUntil: wanted[start]!.known.last };
    const some = wanted.slice(start, start + atOnce);
    const rowsOf = await readRows(statements, asked, some);
    for (const segment of some) {
      const found = evaluate(asked, segment, rowsOf.get(segment) ?? new Map(), direct.has(segment.room_id));
      parts.set(segment, { ...partOf(segment), found: atPlaces(asked, segment, found) });
    }
  }
  return { parts, missingUntil: -Infinity };
}

/** Only what is at places that are asked for, as what is pinned. */
function atPlaces({ conditions }: Asked, { room_id, list, messages }: Segment, found: Bitmap): Bitmap {
  let left = found;
  for (const { places, not } of conditions.places) {
    if (not) continue;
    const there = emptyBitmap(messages);
    for (const seq of places.get(room_id) ?? []) {
      const position = list.positionOf(seq);
      if (position >= 0) include(there, position);
    }
    left = intersect(left, there);
  }
  return left;
}

async function readRows(
  statements: SearchStatements,
  asked: Asked,
  segments: Segment[],
): Promise<Map<Segment, Map<number, Uint8Array>>> {
  if (asked.hashes.length === 0) return new Map();
  const wanted = segments.flatMap((segment) =>
    placesIn(asked, segment.bits).map((place) => ({ segment, segmentId: segment.id, place })),
  );
  const found = new Map<Segment, Map<number, Uint8Array>>();
  for (const [number, keys] of await statements.rows(wanted)) {
    const { segment, place } = wanted[number]!;
    const own = found.get(segment);
    if (own) own.set(place, keys);
    else found.set(segment, new Map([[place, keys]]));
  }
  return found;
}

/** What came after the index, all of it once time has run out; where that is more than is read at once, all else that is not in the index is gone through. */
async function partsBeyond(
  asked: Asked,
  room: OwnRoom,
  segments: Segment[],
  beyond: Beyond,
  isInTime: () => boolean,
): Promise<Part[]> {
  const rows = [...beyond.rows].sort((one, other) => one.seq - other.seq);
  const found = emptyBitmap(rows.length);
  await inSlices(rows, (row, position) => {
    if (!isInTime() || asked.judge(row, room)) include(found, position);
  });
  const times = Times.of(rows.map(({ seq, time }) => [seq, time]));
  const read = { seqs: Seqs.of(rows.map(({ seq }) => seq)), times, found };
  return beyond.isCut ? [read, unread(room, segments)] : [read];
}

/** All of a room's messages that no segment has. */
function unread({ last_seq }: OwnRoom, segments: Segment[]): Part {
  const known = new Set(segments.flatMap(({ list }) => list.all()));
  const seqs: number[] = [];
  for (let seq = 1; seq <= last_seq; seq++) if (!known.has(seq)) seqs.push(seq);
  return { seqs: Seqs.of(seqs), times: null, found: fullBitmap(seqs.length) };
}
