/** The SQL that reads what a message said before. */
import { Injectable } from '@nestjs/common';
import { mayInspect, mayRead } from '../../memberships/rights.js';
import { Statements } from '../../platform/postgres/statements.js';

export interface VersionRow {
  /** Its rev. */
  id: number;
  text: string;
  since: string;
}

export interface VersionedRow {
  room_id: number;
  /** Something that it said first is not there. */
  lacks_first: boolean;
  kept: number;
  /** The newest first. */
  versions: VersionRow[];
}

const kept = (rest: string) => `from message_versions x where x.message_id = m.id ${rest}`;

/** `$1` the message, `$2` the reader, `$3`: they may read as an inspector; versions before `$4`, `$5` of them. None of what is deleted. */
const find = `
select m.room_id, (select count(*) ${kept('')}) as kept,
  coalesce((select x.since ${kept('order by x.rev limit 1')}), m.edited_at, m.created_at) <> m.created_at as lacks_first,
  coalesce((
    select json_agg(json_build_object('id', version.rev, 'text', version.text, 'since', version.since) order by version.rev desc)
    from (
      select m.rev, m.text, coalesce(m.edited_at, m.created_at) as since where m.rev < $4
      union all (select x.rev, x.text, x.since ${kept('and x.rev < $4 order by x.rev desc limit $5')})
    ) version where m.deleted_at is null
  ), '[]') as versions
from messages m
where m.id = $1 and (${mayRead('$2', 'm.room_id')} or ${mayInspect('$2', 'm.room_id', '$3')})`;

@Injectable()
export class VersionsRepository {
  constructor(private readonly statements: Statements) {}

  /** Null where there is no such message for the reader. */
  async find(
    messageId: number,
    readerId: number,
    inspects: boolean,
    { before = Number.MAX_SAFE_INTEGER, limit }: { before?: number; limit: number },
  ): Promise<VersionedRow | null> {
    const values = [messageId, readerId, inspects, before, limit];
    const [row] = await this.statements.query<VersionedRow & Record<string, unknown>>(find, values);
    return row ?? null;
  }
}
