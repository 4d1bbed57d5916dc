/**
 * Of whom somebody may know that they are there: everybody of everybody, but a guest of those alone who are in a room with them.
 * For a guest it takes as long to find that there is nobody as that there is somebody whom they may not know of.
 */
import { Injectable } from '@nestjs/common';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import type { User } from './user.entity.js';
import { noSuchPerson, UsersService } from './users.service.js';

/** Of these ids, or of all people, those whom a guest may know of. */
type Ask = (guestId: number, among: number[] | null) => Promise<number[]>;

/** Nobody has this id. */
const nobody = 0;

@Injectable()
export class SeenPeople {
  private ask: Ask = () => Promise.resolve([]);

  constructor(private readonly users: UsersService) {}

  /** By whoever knows who is in a room with whom: `people` does not. */
  askOf(ask: Ask): void {
    this.ask = ask;
  }

  /** All of them for whoever is no guest. */
  async among(reader: SignedInUser, ids: number[]): Promise<number[]> {
    return reader.role === 'guest' ? this.ask(reader.id, ids) : ids;
  }

  /** The ids of everybody whom a guest may know of; undefined for whoever may know of all. */
  async allOf(reader: SignedInUser): Promise<number[] | undefined> {
    return reader.role === 'guest' ? this.ask(reader.id, null) : undefined;
  }

  /** Throws `not_found`, the same for nobody and for somebody whom they may not know of. */
  async require(reader: SignedInUser, id: number): Promise<void> {
    if ((await this.among(reader, [id])).length === 0) throw noSuchPerson();
  }

  /** By name; people whose account is disabled are found, too. */
  async findByUsername(reader: SignedInUser, name: string): Promise<User | null> {
    const user = await this.users.findByUsername(name);
    const [seen] = await this.among(reader, [user?.id ?? nobody]);
    return seen === undefined ? null : user;
  }

  /** Throws `not_found`. */
  async requireActiveByUsername(reader: SignedInUser, name: string): Promise<User> {
    const user = await this.findByUsername(reader, name);
    if (!user || user.deactivatedAt) throw noSuchPerson();
    return user;
  }
}
