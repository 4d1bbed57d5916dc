/** Who is online in a room, as people are told: the first by name, and how many there are. */
import { limits } from '../../shared/limits.js';
import type { UserView } from '../../shared/people.js';

export interface Roster {
  users: UserView[];
  online: number;
}

export function rosterOf(users: ReadonlyMap<number, UserView>): Roster {
  const named: UserView[] = [];
  for (const user of users.values()) {
    if (named.length === limits.userList) break;
    named.push(user);
  }
  return { users: Object.freeze(named) as UserView[], online: users.size };
}
