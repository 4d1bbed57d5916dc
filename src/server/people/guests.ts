/** Who is a guest, as SQL asks it: somebody for whom nothing exists but the rooms that they were brought into, and who is there. */

/** Whether a row of `users` (its alias in the statement) is one. */
export const isGuest = (user: string): string => `(${user}.role = 'guest')`;

/** The same of somebody given by an SQL expression of their id, looked up where the statement comes to it. */
export const isGuestNow = (person: string): string =>
  `((select ${isGuest('visiting')} from users visiting where visiting.id = ${person}) is true)`;
