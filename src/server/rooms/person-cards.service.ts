import { Injectable } from '@nestjs/common';
import type { PersonCard } from '../../shared/presence.js';
import { moderates } from '../../shared/rules/moderates.js';
import { RoomStandings } from '../memberships/room-standing.service.js';
import { IgnoringService } from '../people/ignoring.service.js';
import { Profiles } from '../people/profiles.service.js';
import { SeenPeople } from '../people/seen-people.js';
import { noSuchPerson } from '../people/users.service.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { RoomPeople } from '../presence/room-people.service.js';
import { PersonCardsRepository } from './person-cards.repository.js';

/** What everybody who is signed in may know of somebody: their state, and of rooms no other than those that both are in. */
@Injectable()
export class PersonCards {
  constructor(
    private readonly repository: PersonCardsRepository,
    private readonly seen: SeenPeople,
    private readonly people: RoomPeople,
    private readonly ignoring: IgnoringService,
    private readonly profiles: Profiles,
    private readonly standings: RoomStandings,
  ) {}

  /** Throws `not_found`. */
  async read(reader: SignedInUser, userId: number, roomId?: number): Promise<PersonCard> {
    await this.seen.require(reader, userId);
    const person = (await this.people.views([userId])).get(userId);
    if (!person) throw noSuchPerson();
    const [rooms, hasConversation, ignored, { pronouns, timeZone }, inRoom] = await Promise.all([
      this.repository.shared(reader.id, userId),
      this.repository.hasConversation(reader.id, userId),
      this.ignoring.ids(reader),
      this.profiles.read(person),
      roomId === undefined ? null : this.standings.read(reader, roomId, userId),
    ]);
    return {
      ...{ person, pronouns, timeZone },
      rooms: rooms.map((room) => ({ ...room, address: room.name })),
      hasConversation,
      ignored: ignored.includes(userId),
      inRoom,
    };
  }

  /** Those of their common rooms in which the reader may do something about them, as far as that is the rooms' matter: a card in one says what. */
  async lookedAfter(
    reader: SignedInUser,
    { person, rooms }: PersonCard,
  ): Promise<{ id: number; name: string }[]> {
    if (person.id === reader.id) return [];
    return moderates(reader.role) ? rooms : this.repository.kept(reader.id, person.id);
  }

  /** The same by name, in whichever spelling. */
  async readByName(reader: SignedInUser, username: string, roomId?: number): Promise<PersonCard> {
    const user = await this.seen.findByUsername(reader, username);
    if (!user) throw noSuchPerson();
    return this.read(reader, user.id, roomId);
  }
}
