/** The way between places in a room and times. Changes nothing. */
import { Injectable } from '@nestjs/common';
import type { DatesAsked, DatesView } from '../../../shared/dates.js';
import { noSuchRoom } from '../../memberships/no-such-room.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { DatesRepository } from './dates.repository.js';
import type { Reader } from './reader.js';

@Injectable()
export class Dates {
  constructor(private readonly repository: DatesRepository) {}

  async of({ id }: SignedInUser, { roomId, of, since }: DatesAsked): Promise<DatesView> {
    return this.find({ id, inspects: false }, roomId, of, since);
  }

  /** The seq of the first message from a moment on; null where there is none. */
  async firstSince(reader: Reader, roomId: number, moment: Date): Promise<number | null> {
    const { firsts } = await this.find(reader, roomId, [], [moment]);
    return firsts[0]!;
  }

  private async find(reader: Reader, roomId: number, seqs: number[], moments: Date[]): Promise<DatesView> {
    const row = await this.repository.find(reader, roomId, seqs, moments);
    if (!row) throw noSuchRoom();
    return {
      lastSeq: row.last_seq,
      written: (row.written ?? []).map(({ seq, createdAt }) => ({
        seq,
        createdAt: new Date(createdAt).toISOString(),
      })),
      firsts: (row.firsts ?? []).map((seq) => (seq > row.last_seq ? null : seq)),
    };
  }
}
