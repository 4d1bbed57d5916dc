/** The write path's SQL: one statement per batch. Its promises rest on what the comments in it say. */
import { Inject, Injectable } from '@nestjs/common';
import type { QueryResultRow } from 'pg';
import type { FileView } from '../../../shared/files.js';
import type { UserView } from '../../../shared/people.js';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { DedicatedConnection } from '../../platform/postgres/dedicated-connection.js';
import { numberArray } from '../../platform/postgres/number-array.js';
import { saidFirst } from '../first-text.js';
import { messageColumns, type MessageRow, quote, type QuotedRow } from '../message.row.js';
import { appendCalling, appendCarrying, appendPlain, appendSlowly } from './append.statement.js';
import type { Draft, Position, Refusal } from './draft.js';
import { namesParameter } from './mentioned.js';

/** In the order of the drafts: their positions when all were written, else why those were refused that were. */
export type Appended = { positions: Position[] } | { refusals: (Refusal | null)[] };

/** What came of a batch, in one row: a row for each message costs twice the CPU on both sides of the connection. */
interface BatchRow {
  /** In the order of their ids; null when nothing was written. */
  rooms: RoomOfBatch[] | null;
  /** Of the messages, room by room in the same order, in each in seq order. */
  ids: number[] | null;
  /** By the ids of those messages that call somebody, answer something or carry files; null where there are none. */
  more: Record<string, More> | null;
  /** In the order of the drafts; null when none was refused. `slow`: it is to be asked by itself. */
  refusals: (Refusal | 'slow' | null)[] | null;
  /** Of the authors, in the order of the drafts. */
  authors: UserView[];
}

interface More {
  mentions: number[] | null;
  thread_id: number | null;
  files?: FileView[] | null;
}

interface RoomOfBatch {
  /** The counters before the batch. */
  last_seq: number;
  rev: number;
  now: string;
  /** The two of a direct room; null in all others. */
  people: UserView[] | null;
  is_group: boolean;
}

/** A message that is stored under the id of a draft. */
export interface StoredRow extends MessageRow {
  client_id: string;
  /** It is the draft's message, and not another one of the same id, whatever its files are. */
  repeated: boolean;
  same_files: boolean;
}

const findStored = `
select ${messageColumns}, m.client_id,
  m.room_id = wanted.room_id and m.kind = wanted.kind and m.reply_to is not distinct from wanted.reply_to
    and ${saidFirst('m', 'wanted.text')} as repeated,
  m.deleted_at is not null or m.files is not distinct from wanted.files::bigint[] as same_files
from unnest($1::bigint[], $2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::bigint[], $7::text[])
  as wanted(room_id, author_id, client_id, kind, text, reply_to, files)
cross join lateral (
  select * from messages where messages.author_id = wanted.author_id and messages.client_id = wanted.client_id limit 1
) m`;

const findQuotes = `
select wanted.id, (select ${quote} from messages quoted where quoted.id = wanted.id limit 1) as quoted
from unnest($1::bigint[]) as wanted(id)`;

/** The rooms of a batch in the order of their ids, with the number of drafts of each; and each draft's place in its room, from 1. */
function countRooms(drafts: Draft[]): { sizes: [roomId: number, size: number][]; places: number[] } {
  const sizes = new Map<number, number>();
  const places = drafts.map(({ roomId }) => {
    const place = (sizes.get(roomId) ?? 0) + 1;
    sizes.set(roomId, place);
    return place;
  });
  return { sizes: [...sizes].sort(([a], [b]) => a - b), places };
}

/** As an array literal: arrays of different lengths do not go into one parameter. */
const filesParameter = ({ files }: Draft): string | null => (files ? `{${files.join(',')}}` : null);

/** Each draft's position in its room, from its place in the batch and what is news of its room. */
function positionsOf(
  drafts: Draft[],
  { sizes, places }: ReturnType<typeof countRooms>,
  { rooms, ids, more, authors }: BatchRow,
): Position[] {
  let before = 0;
  const byId = new Map(
    sizes.map(([roomId, size], index) => {
      const room = rooms![index]!;
      const found = { ...room, now: new Date(room.now).toISOString(), before };
      before += size;
      return [roomId, found];
    }),
  );
  return drafts.map(({ roomId, authorId }, index) => {
    const { before, last_seq, rev, now, people, is_group } = byId.get(roomId)!;
    const place = places[index]!;
    const id = ids![before + place - 1]!;
    return {
      id,
      seq: last_seq + place,
      rev: rev + place,
      author: authors[index]!,
      createdAt: now,
      mentions: more?.[id]?.mentions ?? null,
      threadId: more?.[id]?.thread_id ?? null,
      files: more?.[id]?.files ?? null,
      peer: people?.find(({ id }) => id !== authorId) ?? null,
      inGroup: is_group,
    };
  });
}

/** Whoever writes into a slow room is not refused yet: the draft is written by itself, and answered then. */
function decided(refusal: Refusal | 'slow' | null, draft: Draft): Refusal | null {
  if (refusal !== 'slow') return refusal;
  draft.slowly = true;
  return null;
}

@Injectable()
export class RoomLogRepository {
  private readonly connection: DedicatedConnection;

  constructor(@Inject(CONFIG) config: RunningConfig) {
    this.connection = new DedicatedConnection(config.DATABASE_URL, 'samovar-log');
  }

  /** Appends all drafts, or none, when one is refused. Throws the unique violation when one is stored already. */
  async append(drafts: Draft[]): Promise<Appended> {
    if (drafts.length > 1 && drafts.some(({ slowly }) => slowly))
      throw new Error(`Each draft into a slow room goes alone, not ${drafts.length}.`);
    const counted = countRooms(drafts);
    const [row] = await this.write(drafts, [
      numberArray(counted.sizes.map(([roomId]) => roomId)),
      numberArray(counted.sizes.map(([, size]) => size)),
      numberArray(drafts.map((draft) => draft.roomId)),
      numberArray(drafts.map((draft) => draft.authorId)),
      drafts.map((draft) => draft.clientId),
      drafts.map((draft) => draft.kind),
      drafts.map((draft) => draft.text),
      drafts.map((draft) => draft.html),
      numberArray(counted.places),
    ]);
    const { refusals } = row!;
    return refusals
      ? { refusals: refusals.map((refusal, index) => decided(refusal, drafts[index]!)) }
      : { positions: positionsOf(drafts, counted, row!) };
  }

  /** What is stored under the ids of the drafts, whoever wrote it: this node, another one, years ago. */
  findStored(drafts: Draft[]): Promise<StoredRow[]> {
    return this.query('find_stored', findStored, [
      drafts.map((draft) => draft.roomId),
      drafts.map((draft) => draft.authorId),
      drafts.map((draft) => draft.clientId),
      drafts.map((draft) => draft.kind),
      drafts.map((draft) => draft.text),
      drafts.map((draft) => draft.replyTo),
      drafts.map(filesParameter),
    ]);
  }

  /** What these messages, by their ids, are quoted with at this moment. */
  async findQuotes(ids: number[]): Promise<Map<number, QuotedRow>> {
    const rows = await this.query<{ id: number; quoted: QuotedRow }>('find_quotes', findQuotes, [
      numberArray(ids),
    ]);
    return new Map(rows.map(({ id, quoted }) => [id, quoted]));
  }

  /** A statement of the log on the connection that writes it. */
  query<Row extends QueryResultRow>(name: string, text: string, values: unknown[]): Promise<Row[]> {
    return this.connection.query<Row>({ name, text, values });
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  private write(drafts: Draft[], values: unknown[]): Promise<BatchRow[]> {
    const isSlow = drafts[0]?.slowly === true;
    const isPlain = drafts.every(
      ({ replyTo, called, files, noPreview, slowly }) =>
        replyTo === null && called === null && !files && !noPreview && !slowly,
    );
    if (isPlain) return this.query('append', appendPlain, values);
    const more = [
      numberArray(drafts.map((draft) => draft.replyTo)),
      drafts.map(({ called }) => namesParameter(called)),
      drafts.map(({ called }) => called?.everybody ?? null),
      // An array that is missing is filled up with nulls.
      drafts.some(({ quiet }) => quiet) ? drafts.map(({ quiet }) => quiet ?? null) : null,
    ];
    if (!isSlow && drafts.every(({ files, noPreview }) => !files && !noPreview))
      return this.query('append_calling', appendCalling, [...values, ...more]);
    const carried = [drafts.map(filesParameter), drafts.map(({ noPreview }) => noPreview ?? null)];
    if (isSlow) return this.query('append_slowly', appendSlowly, [...values, ...more, ...carried]);
    return this.query('append_carrying', appendCarrying, [...values, ...more, ...carried]);
  }
}
