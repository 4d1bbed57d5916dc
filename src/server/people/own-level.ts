/** An SQL expression: of what somebody (one of their id) wants to be told in all rooms; null: as the server does. */
export const ownLevelOf = (person: string): string =>
  `(select users.level from users where users.id = ${person})`;
