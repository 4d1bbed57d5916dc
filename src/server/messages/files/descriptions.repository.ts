/** The SQL of what pictures show, in words. */
import { Injectable } from '@nestjs/common';
import type { FileView } from '../../../shared/files.js';
import { fileViewOf } from '../../files/statements.js';
import { mayRead } from '../../memberships/rights.js';
import { Statements } from '../../platform/postgres/statements.js';
import { isChanged, outcome, takeRev, target } from '../changing/target.js';
import { RoomLogRepository } from '../log/room-log.repository.js';

interface OwnFile {
  message_id: number | null;
  view: FileView;
}

const find = `select f.message_id, ${fileViewOf('f')} as view from files f
  where f.id = $1 and f.uploader_id = $2 and f.state = 'ready' and f.gone_at is null
    and (f.message_id is null or ${mayRead('$2', 'f.room_id')})`;

/** `$1` the message, `$2` its author, `$3` the file, `$4` the words. */
const describe = `
with ${target(`m.author_id + 0 = $2 and $3::bigint = any(m.files)
    and (select coalesce(files.alt, '') from files where files.id = $3) <> $4`)}, ${takeRev('true')},
described as (update files set alt = nullif($4, '') where files.id = $3 and exists (select from room)),
written as (update messages set rev = room.rev from room where messages.id = $1 returning messages.id)
${outcome()}`;

@Injectable()
export class DescriptionsRepository {
  constructor(
    private readonly statements: Statements,
    private readonly log: RoomLogRepository,
  ) {}

  async find(fileId: number, userId: number): Promise<OwnFile | null> {
    const [row] = await this.statements.query<OwnFile & Record<string, unknown>>(find, [fileId, userId]);
    return row ?? null;
  }

  async describeUnsent(fileId: number, userId: number, alt: string): Promise<void> {
    await this.statements.query(
      `update files set alt = nullif($3, '') where id = $1 and uploader_id = $2 and message_id is null`,
      [fileId, userId, alt],
    );
  }

  /** Whether it changed anything. */
  describe(messageId: number, userId: number, fileId: number, alt: string): Promise<boolean> {
    return isChanged(this.log, 'describe', describe, [messageId, userId, fileId, alt]);
  }
}
