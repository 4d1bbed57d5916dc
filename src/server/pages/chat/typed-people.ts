/** People whose names somebody has typed, one beside another. */
import { Injectable } from '@nestjs/common';
import { canonicalKey } from '../../../shared/rules/canonical-key.js';
import { MembersService } from '../../memberships/members.service.js';
import { SeenPeople } from '../../people/seen-people.js';
import { UsersService } from '../../people/users.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';

const mostNames = 50;

@Injectable()
export class TypedPeople {
  constructor(
    private readonly users: UsersService,
    private readonly seen: SeenPeople,
    private readonly members: MembersService,
  ) {}

  /** Brings them into a room. */
  async bring(actor: SignedInUser, roomId: number, userIds: number[]): Promise<void> {
    if (userIds.length > 0) await this.members.add(actor, roomId, ...userIds);
  }

  /** Their ids. Throws `invalid` for nobody, for too many, and for a name that is nobody's. */
  async require(asker: SignedInUser, text: string): Promise<number[]> {
    const names = text.split(/[\s,;]+/u).flatMap((name) => name.replace(/^@/, '') || []);
    if (names.length === 0) throw new AppError('invalid', 'Enter the name of a person.');
    if (names.length > mostNames)
      throw new AppError('invalid', 'Choose from 1 to {{maximum}} people.', { maximum: mostNames });
    const found = await this.users.findByUsernames(names);
    // The same for somebody whom they may not know of as for nobody.
    const seen = await this.seen.among(
      asker,
      found.map(({ id }) => id),
    );
    const people = found.filter(({ id }) => seen.includes(id));
    const known = new Set(people.map(({ username }) => canonicalKey(username)));
    const unknown = names.find((name) => !known.has(canonicalKey(name)));
    if (unknown !== undefined)
      throw new AppError('invalid', 'There is nobody called {{name}}.', { name: unknown });
    return people.map(({ id }) => id);
  }
}
