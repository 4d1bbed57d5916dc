/** The ids of those of whom somebody (an SQL expression of an id) wants to hear nothing, as an array. */
export const ignoredBy = (person: string): string =>
  `array(select ignored.ignored_id from ignored where ignored.user_id = ${person})`;

/** As a condition (both SQL expressions of ids): the one wants to hear nothing of the other. Looked up by the primary key. */
export const ignores = (person: string, other: string): string =>
  `((select true from ignored where ignored.user_id = ${person} and ignored.ignored_id = ${other}) is true)`;
