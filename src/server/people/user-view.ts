/** How people are shown, everywhere: what every statement reads of them, and what leaves the server. */
import type { UserView } from '../../shared/people.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import type { User } from './user.entity.js';

/** What people are called, of a row of `users` (its alias in the statement): the name that they have chosen, else the username. */
export const shownName = (user: string): string => `coalesce(${user}.display_name, ${user}.username)`;

export interface UserRow {
  id: number;
  username: string;
  name: string;
  picture: string | null;
  bot: boolean;
}

/** The columns of a UserRow. */
export const userColumns = (user: string): string =>
  `${user}.id, ${user}.username, ${shownName(user)} as name, ${user}.picture, ${user}.role = 'bot' as bot`;

/** The same as the JSON of a UserView. Taking the nulls out of a made JSON is half of what it costs: for bots alone. */
export const userJson = (user: string): string => {
  const always = `'id', ${user}.id, 'username', ${user}.username, 'name', ${shownName(user)}`;
  return `case
    when ${user}.role = 'bot' then json_strip_nulls(json_build_object(${always}, 'picture', ${user}.picture, 'bot', true))
    when ${user}.picture is null then json_build_object(${always})
    else json_build_object(${always}, 'picture', ${user}.picture) end`;
};

/** Of somebody given by an SQL expression of their id; null where there is nobody. */
export const userJsonOf = (id: string): string =>
  `(select ${userJson('shown_as')} from users shown_as where shown_as.id = ${id})`;

export const userView = ({ id, username, name, picture, bot }: UserRow): UserView => ({
  ...{ id, username, name },
  ...(picture !== null && { picture }),
  ...(bot && { bot }),
});

/** Of a row that was loaded whole. */
export const shownUser = ({ id, username, displayName, picture, role }: User): UserView =>
  userView({ id, username, name: displayName ?? username, picture, bot: role === 'bot' });

/** Nothing more of somebody than others see. */
export const viewOf = ({ id, username, name, picture, bot }: SignedInUser): UserView =>
  userView({ id, username, name: name ?? username, picture: picture ?? null, bot: bot ?? false });
