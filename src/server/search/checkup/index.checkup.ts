/** Whether the index and the log agree: what was said is in it as far as its cursor says, and is found where it is looked up. */
import { Injectable } from '@nestjs/common';
import { type Check, type Finding, pageByPage } from '../../files/checkup/check.js';
import type { Ask } from '../../messages/log/catch-up.repository.js';
import { entriesOf } from '../index/entries.js';
import { keyOfAttribute, keysOfWord } from '../index/keys.js';
import { type Entry, readSegment, type Segment } from '../index/segment.js';
import { SegmentsRepository } from '../index/segments.repository.js';
import { Seqs } from '../index/seqs.js';
import { Slices } from '../index/slices.js';
import { type Heads, IndexCheckupRepository, type IndexedRoom } from './index-checkup.repository.js';

/** Messages of a segment that are looked up in it. */
const sampled = 32;

/** Messages that are asked for at a time. */
const atOnce = 10_000;

@Injectable()
export class IndexCheckup {
  constructor(
    private readonly repository: IndexCheckupRepository,
    private readonly segments: SegmentsRepository,
  ) {}

  checks(): Check[] {
    return [
      { title: 'The index of rooms that are gone', findings: () => this.ofNoRoom() },
      {
        title: 'The index of rooms in which not all is found (removed, it is made anew by the server)',
        findings: () => this.disagreeing(),
      },
    ];
  }

  private async *ofNoRoom(): AsyncIterable<Finding> {
    const all = pageByPage<{ id: number; room_id: number }>((after) =>
      this.repository.ofNoRoom(after?.id ?? 0),
    );
    for await (const { id, room_id } of all)
      yield { what: `part ${id}, of room ${room_id}`, mend: () => this.repository.removeSegment(id) };
  }

  private async *disagreeing(): AsyncIterable<Finding> {
    const all = pageByPage<IndexedRoom>((after) => this.repository.rooms(after?.id ?? 0));
    for await (const { id, name } of all) {
      const wrong = await this.repository.atOneMoment((ask) => this.wrongIn(ask, id));
      const where = name === null ? `conversation ${id}` : `the room ${name}`;
      if (wrong) yield { what: `the index of ${where}: ${wrong}`, mend: () => this.repository.forget(id) };
    }
  }

  /** The first thing that is wrong with the index of a room; null for nothing. */
  private async wrongIn(ask: Ask, roomId: number): Promise<string | null> {
    const heads = await this.repository.heads(ask, roomId);
    if (!heads) return null;
    const { rev, indexed, last_seq } = heads;
    if (indexed > rev) return `it is at change ${indexed}, and the room only at ${rev}`;
    const known = new Uint8Array(last_seq + 1);
    for (const { id, seqs } of await this.repository.segments(ask, roomId)) {
      const list = Seqs.read(seqs);
      if (!(list.first >= 1 && list.last <= last_seq)) return `part ${id} has messages that are not there`;
      const own = list.all();
      const wrong = await this.wrongWith(
        ask,
        roomId,
        id,
        own.filter((seq) => !known[seq]),
        heads,
      );
      if (wrong) return wrong;
      for (const seq of own) known[seq] = 1;
    }
    const missing = await this.countMissing(ask, roomId, known, indexed);
    return missing === 0 ? null : `${missing} of its messages are not in it`;
  }

  /** Some of the messages that no later segment has are looked up; one that has changed since is to come into another. */
  private async wrongWith(
    ask: Ask,
    roomId: number,
    id: number,
    seqs: number[],
    { indexed }: Heads,
  ): Promise<string | null> {
    const step = Math.max(1, Math.ceil(seqs.length / sampled));
    const some = seqs.filter((_, place) => place % step === 0);
    const settled = await this.repository.settled(ask, roomId, some, indexed);
    if (settled.length === 0) return null;
    const stored = await this.segments.load(ask, id);
    const segment = await readSegment(stored, new Slices()).catch(() => null);
    if (!segment) return `part ${id} cannot be read`;
    const places = new Map(segment.seqs.map((seq, place) => [seq, place]));
    const entries = [...entriesOf(await this.segments.readSeqs(ask, roomId, settled))];
    const lost = entries.find((entry) => !isIn(segment, places.get(entry.seq)!, entry));
    return lost ? `message #${lost.seq} is not found in part ${id}` : null;
  }

  private async countMissing(ask: Ask, roomId: number, known: Uint8Array, indexed: number): Promise<number> {
    let count = 0;
    let seqs: number[] = [];
    const countSome = async () =>
      (count += (await this.repository.settled(ask, roomId, seqs, indexed)).length);
    for (let seq = 1; seq < known.length && indexed > 0; seq++) {
      if (!known[seq]) seqs.push(seq);
      if (seqs.length === atOnce) {
        await countSome();
        seqs = [];
      }
    }
    if (seqs.length > 0) await countSome();
    return count;
  }
}

/** All that is looked up for it stands there. */
function isIn({ keys }: Segment, place: number, { words, attributes }: Entry): boolean {
  const wanted = [...words.flatMap(keysOfWord), ...attributes.map(keyOfAttribute)];
  return wanted.every((key) => keys.get(key)?.includes(place));
}
