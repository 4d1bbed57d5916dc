/** Earlier versions of messages, as the statements that change messages keep them and remove them. */
import { limits } from '../../../shared/limits.js';

/** What the row `m` of a message says, and since when; for the `target` of `keepVersion`. */
export const standing = `m.text, coalesce(m.edited_at, m.created_at) as since`;

/**
 * For a `with` whose `target` is the one message, `$1`, that is being edited, as it was when it was locked: it is kept. Of too many
 * the first one stays, and the latest.
 */
export const keepVersion = `
kept as (
  insert into message_versions (message_id, rev, text, since) select id, rev, text, since from target
), outdated as (
  delete from message_versions where message_id = (select id from target) and rev = any(array(
    select v.rev from message_versions v where v.message_id = $1 order by v.rev desc offset ${limits.versions - 2}
  )) and rev <> (select v.rev from message_versions v where v.message_id = $1 order by v.rev limit 1)
)`;

/** Nothing is left of the versions of these messages; `ids` is an SQL expression of an array. */
export const forgetVersions = (ids: string): string =>
  `delete from message_versions where message_id = any(${ids})`;
