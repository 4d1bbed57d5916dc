/** The SQL that compares what messages say of their files with what files say of their messages. */
import { Injectable } from '@nestjs/common';
import { inStretch, throughAll } from '../../files/checkup/stretches.js';
import { whose, type Whose } from '../../files/checkup/whose.js';
import { filesAndPicture } from '../linked/statements.js';
import { Statements } from '../../platform/postgres/statements.js';

export interface LosingMessage {
  id: number;
  seq: number;
  room_name: string | null;
  lost: number;
}

export type PostedFile = Whose & {
  id: number;
  /** Its message is there, and not deleted. */
  is_read: boolean;
};

const losing = `
select m.id, m.seq, (select name from rooms where rooms.id = m.room_id) as room_name, missing.count as lost
from messages m cross join lateral (
  select count(*) as count from unnest(m.files) named(id)
  where (select true from files f where f.id = named.id and f.gone_at is null) is null
) missing
where ${inStretch('m')} and m.files is not null and m.deleted_at is null and missing.count > 0
order by m.id`;

const unnamed = `
select f.id, ${whose('f')}, coalesce(said.is_read, false) as is_read
from files f left join lateral (
  select m.deleted_at is null as is_read, ${filesAndPicture('m')} as files from messages m where m.id = f.message_id limit 1
) said on true
where ${inStretch('f')} and f.message_id is not null and f.gone_at is null
  and not (coalesce(said.is_read, false) and f.id = any(coalesce(said.files, '{}')))
order by f.id`;

@Injectable()
export class FileLinksRepository {
  constructor(private readonly statements: Statements) {}

  /** Messages that name files which are not there. */
  losing(): AsyncIterable<LosingMessage[]> {
    return throughAll(this.statements, 'messages', losing);
  }

  /** Files of which the message does not name them, is deleted or is not there. */
  unnamed(): AsyncIterable<PostedFile[]> {
    return throughAll(this.statements, 'files', unnamed);
  }
}
