/** Parts of the statements that mail people what they missed. */

/** Between two of these mails to one person. */
export const digestPause = `interval '1 hour'`;

/** As a condition on an address (its alias): such a mail may go there now. */
export const takesDigests = (address: string): string =>
  `${address}.confirmed_at is not null and ${address}.mails_since is not null
    and (${address}.mailed_at is null or ${address}.mailed_at < now() - ${digestPause})`;

/**
 * Claims what is mailed before it is mailed: nobody is told of it twice, however many nodes look. `due` is a part of the statement
 * that answers `user_id` and `up_to`, the rows of their addresses locked.
 */
export const claimDigests = (due: string): string => `
  update mail_addresses claimed_for set mailed_up_to = ${due}.up_to, mailed_at = now()
  from ${due} where claimed_for.user_id = ${due}.user_id returning claimed_for.user_id`;
