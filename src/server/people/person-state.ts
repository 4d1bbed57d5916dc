/**
 * How people are shown has a state, as a room has: each change takes the next number, under the lock of the one row that has it,
 * so that numbers are seen in their order. What is kept of how people were shown is right while the number is the same.
 */

/** The number now, for a statement that reads people. */
export const peopleState = '(select last from people_changes where people_changes.id limit 1)';

/** For a statement that changes how somebody is shown: first of its parts, whose number `users.changed_as` takes. */
export const takeChange = 'change as (update people_changes set last = last + 1 returning last)';
export const changedAs = 'changed_as = (select last from change)';

/** Beside `takeChange`: somebody (an SQL expression of the id) is shown with this version of their picture, or without. */
export const showPicture = (person: string, version: string): string =>
  `update users set ${changedAs}, picture = ${version} where users.id = ${person}`;

/** What somebody says of how they are, of a row of `users`, as JSON; null where they say nothing, or it is over. */
export const statusOf = (user: string): string => `case
    when (${user}.status_emoji is null and ${user}.status_text = '') or ${user}.status_until <= now() then null
    else json_build_object('emoji', ${user}.status_emoji, 'text', ${user}.status_text,
      'until', to_char(${user}.status_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end`;
