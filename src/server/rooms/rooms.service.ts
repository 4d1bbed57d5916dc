/** Rooms as they are open to whoever looks for one. */
import { Injectable } from '@nestjs/common';
import { address as addressSchema } from '../../shared/rooms.js';
import { canonicalKey } from '../../shared/rules/canonical-key.js';
import { noSuchRoom } from '../memberships/no-such-room.js';
import { SeenPeople } from '../people/seen-people.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { AppError } from '../platform/errors/app-error.js';
import { RoomsRepository } from './rooms.repository.js';
import { requiredStanding, type Standing, type StandingRow } from './standing.row.js';

/** `~5` is the group of this id, and the room that it has become by a name. */
export function idIn(address: string): number | undefined {
  const id = /^~([1-9]\d{0,15})$/.exec(address)?.[1];
  return id === undefined ? undefined : Number(id);
}

@Injectable()
export class RoomsService {
  constructor(
    private readonly repository: RoomsRepository,
    private readonly people: SeenPeople,
  ) {}

  /** The room at an address, as the reader stands to it. Throws `not_found`, the same for absent and for not theirs. */
  async requireByAddress(reader: SignedInUser, address: string): Promise<Standing> {
    if (!addressSchema.safeParse(address).success) throw noSuchRoom();
    const id = idIn(address);
    if (id !== undefined) return this.requireById(reader, id);
    return requiredStanding(
      address.startsWith('@')
        ? await this.findDirect(reader, address.slice(1))
        : await this.repository.findByKey(reader.id, canonicalKey(address)),
    );
  }

  /** The id of a room by its address, where the reader is a member; null for any other, as for none. */
  async findOwn(reader: SignedInUser, address: string): Promise<number | null> {
    if (!addressSchema.safeParse(address).success) return null;
    if (address.startsWith('@')) return (await this.findDirect(reader, address.slice(1)))?.id ?? null;
    const id = idIn(address);
    if (id !== undefined) {
      const found = await this.repository.findById(reader.id, id);
      return found?.member ? id : null;
    }
    const place = await this.repository.findPlace(reader.id, canonicalKey(address.replace(/^#/, '')));
    return place?.member ? place.id : null;
  }

  /** The id of the room at an address, whether the reader is a member or not; null for none, and for one that is not theirs. */
  async findOpen(reader: SignedInUser, address: string): Promise<number | null> {
    try {
      return (await this.requireByAddress(reader, address)).room.id;
    } catch (error) {
      if (error instanceof AppError && error.code === 'not_found') return null;
      throw error;
    }
  }

  async requireById(reader: SignedInUser, roomId: number): Promise<Standing> {
    return requiredStanding(await this.repository.findById(reader.id, roomId));
  }

  /** The newest (seq, rev) of rooms, for those who serve them. */
  async heads(roomIds: number[]): Promise<{ roomId: number; seq: number; rev: number }[]> {
    const rows = await this.repository.heads(roomIds);
    return rows.map(({ id, last_seq, rev }) => ({ roomId: id, seq: last_seq, rev }));
  }

  private async findDirect(reader: SignedInUser, username: string): Promise<StandingRow | null> {
    const peer = await this.people.findByUsername(reader, username);
    return peer && this.repository.findDirect(reader.id, peer.id);
  }
}
