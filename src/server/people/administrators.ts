/** Who is an administrator now, as SQL asks it. A role alone does not do: a disabled account keeps the one it had. */

/** Whether a row of `users` (its alias in the statement) is an administrator who may act. */
export const isAdministrator = (user: string): string =>
  `(${user}.role = 'admin' and ${user}.deactivated_at is null)`;
