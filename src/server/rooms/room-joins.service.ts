import { Injectable } from '@nestjs/common';
import { address as addressSchema, roomName, type RoomView } from '../../shared/rooms.js';
import { canonicalKey } from '../../shared/rules/canonical-key.js';
import { MembershipsService } from '../memberships/memberships.service.js';
import { noSuchRoom } from '../memberships/no-such-room.js';
import { requireScope } from '../platform/access/scope.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { parse } from '../platform/errors/validation.js';
import { Conversations } from './conversations.service.js';
import { RoomMaking } from './room-making.service.js';
import { type Place, RoomsRepository } from './rooms.repository.js';
import { idIn, RoomsService } from './rooms.service.js';

/** Becoming a member of the room that an address or a name leads to. `@name` is the conversation with that person. */
@Injectable()
export class RoomJoins {
  constructor(
    private readonly repository: RoomsRepository,
    private readonly rooms: RoomsService,
    private readonly making: RoomMaking,
    private readonly conversations: Conversations,
    private readonly memberships: MembershipsService,
  ) {}

  /**
   * Answers with the room's id only: whoever goes on to read the room sees how they stand to it. Throws `not_found`, the
   * same for absent and for not theirs.
   */
  async join(person: SignedInUser, address: string): Promise<number> {
    if (address.startsWith('@')) return (await this.conversations.open(person, address.slice(1))).room.id;
    const found = await this.place(person, address);
    if (!found.member) {
      requireScope(person.scope, 'write');
      // Nobody becomes a member of a room that was closed to them this very moment; reading it, they see that it was.
      await this.memberships.join(found.id, person.id);
    }
    return found.id;
  }

  /** The room to look into, whether they are a member or not: it makes nothing and nobody. Throws `not_found` as `join` does. */
  async look(person: SignedInUser, address: string): Promise<Place> {
    if (!address.startsWith('@')) return this.place(person, address);
    const { room, member } = await this.rooms.requireByAddress(person, address);
    return { id: room.id, member };
  }

  /** By a room's name; a room that is not there is made, but for a guest, who makes none. Throws `invalid` for a bad name. */
  async joinOrMake(
    person: SignedInUser,
    name: string,
    { access = 'public', topic }: { access?: 'public' | 'private'; topic?: string } = {},
  ): Promise<RoomView> {
    if (name.trim().startsWith('@'))
      return (await this.conversations.open(person, name.trim().slice(1))).room;
    const wanted = parse(roomName, name);
    // When it is taken after all, joining tells: made this very moment by somebody, or not this person's to see.
    if (person.role !== 'guest' && !(await this.repository.findByKey(person.id, canonicalKey(wanted))))
      await this.making.make(person, { name: wanted, topic, access, posting: 'everyone' });
    return (await this.rooms.requireById(person, await this.join(person, wanted))).room;
  }

  private async place(person: SignedInUser, address: string): Promise<Place> {
    if (!addressSchema.safeParse(address).success) throw noSuchRoom();
    const id = idIn(address);
    if (id !== undefined) return this.rooms.requireById(person, id).then(({ member }) => ({ id, member }));
    const found = await this.repository.findPlace(person.id, canonicalKey(address));
    if (!found) throw noSuchRoom();
    return found;
  }
}
