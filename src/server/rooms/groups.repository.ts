/** The SQL of groups, beside that of making rooms. */
import { Injectable } from '@nestjs/common';
import { membersOf } from '../memberships/who-is-in.js';
import { userColumns, type UserRow } from '../people/user-view.js';
import { Statements } from '../platform/postgres/statements.js';
import { mostInGroup } from '../../shared/rooms.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';

const members = membersOf('$1', 'm');

@Injectable()
export class GroupsRepository {
  constructor(private readonly statements: Statements) {}

  /** Whose account is not disabled. */
  members(roomId: number): Promise<SignedInUser[]> {
    return this.statements.query<UserRow & Pick<SignedInUser, 'role'> & Record<string, unknown>>(
      `select ${userColumns('u')}, u.role from memberships m
       cross join lateral (select * from users where users.id = m.user_id limit 1) u
       where ${members.condition} and u.deactivated_at is null order by ${members.order} limit ${mostInGroup}`,
      [roomId],
    );
  }
}
