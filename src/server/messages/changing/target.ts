/** How a statement changes a message that exists: parts that such statements join. */
import type { QueryResultRow } from 'pg';
import { mayChange } from '../../memberships/rights.js';
import { refusalErrors } from '../log/refusals.js';
import type { RoomLogRepository } from '../log/room-log.repository.js';

interface Locked {
  /** Who may; the members of the room, unless said. */
  isTheirs?: string;
  /** What is let go of with it (an SQL expression over `m`). */
  files?: string;
  /** More columns of `m`. */
  more?: string;
}

/**
 * `$1` the message, `$2` the person. Locks the message where it is theirs and the condition holds, then its room. All that is not in
 * these two rows is known as of the start of the statement, that is before a possible wait for them: where the message was changed
 * meanwhile, or who may do what in the room (`rooms.rights`, as in the append statement), there is no `target`, and nothing is done until
 * it is asked again.
 */
export const target = (
  condition: string,
  { isTheirs = mayChange('$2', 'm.room_id'), files = 'null::bigint[]', more }: Locked = {},
) => `
  found as materialized (
    select m.id, m.room_id, m.rev, (select rights from rooms where rooms.id = m.room_id) as rights,
      ${files} as files${more === undefined ? '' : `, ${more}`}
    from messages m
    where m.id = $1 and m.deleted_at is null and ${isTheirs} and ${condition}
    for no key update of m
  ), held as materialized (
    select rights from rooms where rooms.id = (select room_id from found) for no key update
  ), target as materialized (
    select * from found where rights = (select rights from held) and rev = (select rev from messages where id = $1)
  )`;

export const takeRev = (condition: string) => `
  room as (
    update rooms set rev = rooms.rev + 1
    where rooms.id = (select room_id from target) and ${condition} returning rooms.rev
  )`;

/** The end of such a statement, whose `written` is the message, once it is changed: no row where there is nothing that they may change. */
export const outcome = (more = '') => `
select (select id from target) is null as is_stale, (select id from written) is not null as is_changed${more} from found`;

export interface Outcome {
  is_stale: boolean;
  is_changed: boolean;
}

/** Only other changes of the same message, or of who may do what in its room, get in between, and each attempt is past one of them. */
const attempts = 20;

/** Asks until nothing came in between. */
export async function outcomeOf<Row extends QueryResultRow = Outcome>(
  log: RoomLogRepository,
  name: string,
  text: string,
  values: unknown[],
): Promise<Row | null> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const [row] = await log.query<Row>(name, text, values);
    if (!row?.['is_stale']) return row ?? null;
  }
  throw refusalErrors.stale();
}

/** The same where all that counts is whether anything changed. */
export async function isChanged(...change: Parameters<typeof outcomeOf>): Promise<boolean> {
  return (await outcomeOf(...change))?.is_changed === true;
}
