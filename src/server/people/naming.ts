/**
 * By what people are found: their username and the name that they have chosen, of either any part; as the SQL of other features asks
 * it, too. `key` is an SQL expression of a canonical key, and `user` the alias of a row of `users`.
 */

/** Both names, a line each. As near to a canonical key as SQL comes: it is looked for, and nobody is told apart by it. */
const bothNames = (user: string): string =>
  `(${user}.username_key || coalesce(E'\\n' || lower(upper(normalize(${user}.display_name, NFKC) collate "und-x-icu")), ''))`;

/** An empty key is part of every name. */
export const isNamed = (user: string, key: string): string => `position(${key} in ${bothNames(user)}) > 0`;

/** Of somebody who is named so: 0 is called so, 1 begins so, 2 a word begins so, 3 it is within a word. */
export const nearness = (user: string, key: string): string => `case
  when position(E'\\n' || ${key} || E'\\n' in E'\\n' || ${bothNames(user)} || E'\\n') > 0 then 0
  when position(E'\\n' || ${key} in E'\\n' || ${bothNames(user)}) > 0 then 1
  when position(' ' || ${key} in ' ' || translate(${bothNames(user)}, E'._-\\n', '    ')) > 0 then 2
  else 3 end`;

/** They can sign in. */
export const isThere = (user: string): string =>
  `${user}.deactivated_at is null and ${user}.erased_at is null`;

/** Accounts that a search by part of a name looks through, the newest. */
export const lookedThrough = 50_000;

const columns = 'u.id, u.username, u.username_key, u.display_name, u.deactivated_at, u.erased_at';

/** Rows of `users`: whoever is called so, and of so many newest accounts those who are named so. */
export const namedOfNewest = (key: string, most: string): string => `
  (select ${columns} from users u where u.username_key = ${key})
  union
  (select u.* from (select ${columns} from users u where u.id > 0 order by u.id desc limit ${most}) u where ${isNamed('u', key)})`;

/** In the same way those of an array of ids. */
export const namedOfGiven = (key: string, ids: string): string => `
  select ${columns} from unnest(${ids}::bigint[]) given(id)
  cross join lateral (select * from users where users.id = given.id limit 1) u where ${isNamed('u', key)}`;
