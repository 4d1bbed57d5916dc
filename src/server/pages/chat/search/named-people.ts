/** Whom the filters of a query name: their pills show whose they are. */
import { Injectable } from '@nestjs/common';
import type { Faces } from '../../../../shared/room-page.js';
import { faceOf } from '../../../../shared/rules/pill-look.js';
import { isOfPeople } from '../../../../shared/rules/search-filters.js';
import type { Pill } from '../../../../shared/rules/search-form.js';
import { SeenPeople } from '../../../people/seen-people.js';
import { viewOf } from '../../../people/user-view.js';
import { UsersService } from '../../../people/users.service.js';
import type { SignedInUser } from '../../../platform/access/signed-in-user.js';
import type { Standing } from '../../../rooms/standing.row.js';

/** Names that are looked up; further pills do without a face. */
const most = 10;

@Injectable()
export class NamedPeople {
  constructor(
    private readonly users: UsersService,
    private readonly seen: SeenPeople,
  ) {}

  async of(me: SignedInUser, pills: Pill[], own: Standing[]): Promise<Faces> {
    const partners = own.flatMap(({ peer }) => peer ?? []);
    const known = { me: viewOf(me), people: partners };
    const unknown = pills.filter((pill) => isOfPeople(pill.key) && !faceOf(pill, known)).slice(0, most);
    const named = await this.users.findByUsernames(unknown.map(({ value }) => value.replace(/^@/, '')));
    const seen = new Set(
      await this.seen.among(
        me,
        named.map((person) => person.id),
      ),
    );
    const found = named.filter((person) => seen.has(person.id));
    const people = [...partners, ...found];
    const faces = pills.flatMap((pill) => faceOf(pill, { me: known.me, people }) ?? []);
    return { me: known.me, people: faces };
  }
}
