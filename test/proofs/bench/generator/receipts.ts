/**
 * Who received what, how late, and whether anything was lost or doubled. All clients of a room get the same bytes, so each
 * frame is parsed once, and for every other client only compared.
 */
import type { ServerEvents } from '../../../../src/shared/events.js';
import { Histogram } from './histogram.js';
import { sentAt } from './message-text.js';

const prefix = Buffer.from('42["chat_message",{"roomId":');
const comma = 44;

/** Bytes of frames that are kept for comparison, per room. */
const keptBytes = 32_000_000;

interface Frame {
  bytes: Buffer;
  seqs: number[];
  /** Microseconds on the generator's clock; for messages that carry it. */
  times: number[];
}

interface Stream {
  frames: Frame[];
  /** The place of frames[0] in the room's row of frames. */
  first: number;
  bytes: number;
  /** The newest seq that anybody saw or had acknowledged. */
  newest: number;
}

/** How far one client is in one room. */
interface Cursor {
  seq: number;
  frame: number;
}

export type Reader = Map<number, Cursor>;

export interface Delivered {
  deliveries: number;
  lost: number;
  duplicates: number;
}

export class Receipts {
  private readonly streams = new Map<number, Stream>();
  private deliveries = 0;
  private gaps = 0;
  private duplicates = 0;
  private latency = new Histogram();

  /** A client has joined a room whose newest message is `seq`. */
  begin(reader: Reader, roomId: number, seq: number): void {
    const stream = this.stream(roomId);
    reader.set(roomId, { seq, frame: stream.first + stream.frames.length });
    this.acknowledged(roomId, seq);
  }

  acknowledged(roomId: number, seq: number): void {
    const stream = this.stream(roomId);
    if (seq > stream.newest) stream.newest = seq;
  }

  /** Any event's frame; all but `chat_message` are passed over. */
  take(reader: Reader, bytes: Buffer, start: number, end: number): void {
    if (bytes.compare(prefix, 0, prefix.length, start, start + prefix.length) !== 0) return;
    const roomId = readNumber(bytes, start + prefix.length);
    const cursor = reader.get(roomId);
    if (!cursor) return;
    const stream = this.stream(roomId);
    const frame = this.frame(stream, cursor, bytes, start, end);
    this.advance(cursor, frame);
    if (cursor.seq > stream.newest) stream.newest = cursor.seq;
    const now = performance.now() * 1_000;
    for (const time of frame.times) this.latency.add(now - time);
  }

  /** Whether these clients have everything that exists. */
  isComplete(readers: Reader[]): boolean {
    return readers.every((reader) => missing(reader, this.streams) === 0);
  }

  /** What happened since the last call, and the deliveries' latency. What is missing by now is lost. */
  collect(readers: Reader[]): Delivered & { latency: Histogram } {
    const lost = this.gaps + readers.reduce((sum, reader) => sum + missing(reader, this.streams), 0);
    const { deliveries, duplicates, latency } = this;
    this.deliveries = this.gaps = this.duplicates = 0;
    this.latency = new Histogram();
    return { deliveries, lost, duplicates, latency };
  }

  private stream(roomId: number): Stream {
    let stream = this.streams.get(roomId);
    if (!stream) this.streams.set(roomId, (stream = { frames: [], first: 0, bytes: 0, newest: 0 }));
    return stream;
  }

  private frame(stream: Stream, cursor: Cursor, bytes: Buffer, start: number, end: number): Frame {
    const known = stream.frames[cursor.frame - stream.first];
    if (known?.bytes.length === end - start && bytes.compare(known.bytes, 0, end - start, start, end) === 0) {
      cursor.frame++;
      return known;
    }
    const frame = parse(bytes, start, end);
    if (cursor.frame === stream.first + stream.frames.length) {
      this.keep(stream, frame);
      cursor.frame++;
    }
    return frame;
  }

  private keep(stream: Stream, frame: Frame): void {
    stream.frames.push(frame);
    stream.bytes += frame.bytes.length;
    while (stream.bytes > keptBytes) {
      stream.bytes -= stream.frames.shift()!.bytes.length;
      stream.first++;
    }
  }

  private advance(cursor: Cursor, { seqs }: Frame): void {
    this.deliveries += seqs.length;
    for (const seq of seqs) {
      if (seq <= cursor.seq) {
        this.duplicates++;
        continue;
      }
      this.gaps += seq - cursor.seq - 1;
      cursor.seq = seq;
    }
  }
}

function missing(reader: Reader, streams: Map<number, Stream>): number {
  let count = 0;
  for (const [roomId, { seq }] of reader) count += Math.max(0, streams.get(roomId)!.newest - seq);
  return count;
}

function parse(bytes: Buffer, start: number, end: number): Frame {
  const own = Buffer.from(bytes.subarray(start, end));
  const [, { messages }] = JSON.parse(own.toString('utf8', 2)) as ['', ServerEvents['chat_message']];
  const times = messages.map(({ text }) => sentAt(text ?? '')).filter((time) => time !== null);
  return { bytes: own, seqs: messages.map(({ seq }) => seq), times };
}

function readNumber(bytes: Buffer, at: number): number {
  let number = 0;
  for (; bytes[at] !== comma; at++) number = number * 10 + bytes[at]! - 48;
  return number;
}
