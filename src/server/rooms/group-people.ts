import { Injectable } from '@nestjs/common';
import { strangers } from '../memberships/members.service.js';
import { SeenPeople } from '../people/seen-people.js';
import { UsersService } from '../people/users.service.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';

/** Whom somebody may take into a group: people whose account is not disabled. */
@Injectable()
export class PeopleOfGroups {
  constructor(
    private readonly users: UsersService,
    private readonly seen: SeenPeople,
  ) {}

  async require(maker: SignedInUser, ids: number[]): Promise<void> {
    const found = await Promise.all(ids.map((id) => this.users.findActive(id)));
    const seen = await this.seen.among(maker, ids);
    if (found.some((user) => !user) || seen.length < ids.length) throw strangers();
  }
}
