/** What other features ask, and do, about reports: parts that their statements join. */

/**
 * For a `with`: all open reports of the message that the report `$1` is about get the decision `$3` of the moderator `$2`, with
 * the note `$4`. None where somebody has decided already.
 */
export const decideReports = `
  decided as (
    update reports set decided_at = now(), decided_by = $2, decision = $3, note = $4
    where message_id = (select message_id from reports where id = $1) and decided_at is null
    returning message_id, reporter_id
  )`;

/** What was decided about a message for somebody who had reported it, both SQL expressions of ids. */
export const decisionFor = (person: string, message: string): string =>
  `(select decision from reports where reports.message_id = ${message} and reports.reporter_id = ${person})`;
