import { Injectable } from '@nestjs/common';
import type { MentionablePeople, MentionableWanted } from '../../shared/presence.js';
import { canonicalKey } from '../../shared/rules/canonical-key.js';
import { MembersService } from '../memberships/members.service.js';
import { SeenPeople } from '../people/seen-people.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { MentionableRepository } from './mentionable.repository.js';
import { personOf } from './person.row.js';
import { PresenceService } from './presence.service.js';

const most = 20;

/** Whom a message can call in a room. */
@Injectable()
export class Mentionable {
  constructor(
    private readonly repository: MentionableRepository,
    private readonly members: MembersService,
    private readonly presence: PresenceService,
    private readonly seen: SeenPeople,
  ) {}

  /** Whoever may see the room; of those who may enter it a guest is told of whom they may know. */
  async find(
    reader: SignedInUser,
    roomId: number,
    { query = '' }: MentionableWanted,
  ): Promise<MentionablePeople> {
    const { access } = await this.members.requireRights(reader, roomId);
    const wanted = { key: canonicalKey(query), here: this.presence.here(), limit: most };
    const isOpen = access === 'public' || access === 'admins';
    const rows = isOpen
      ? await this.repository.amongAll(roomId, wanted, await this.seen.allOf(reader))
      : await this.repository.amongMembers(roomId, wanted);
    return { people: rows.map((row) => personOf(row, this.presence.isHere(row.id))) };
  }
}
