/** The SQL that lists a room's files. */
import { Injectable } from '@nestjs/common';
import type { FileFilter, FileView, RoomFilesWanted } from '../../../shared/files.js';
import { limits } from '../../../shared/limits.js';
import type { UserView } from '../../../shared/people.js';
import { mayInspect, mayRead } from '../../memberships/rights.js';
import type { FilePlace } from '../../../shared/rules/file-cursor.js';
import { fileViewOf, isFormatted } from '../../files/statements.js';
import { userJsonOf } from '../../people/user-view.js';
import { Statements } from '../../platform/postgres/statements.js';
import { containing } from '../reading/message-search.repository.js';
import type { Reader } from '../reading/reader.js';

export interface RoomFileRow {
  id: number;
  view: FileView;
  message_id: number;
  seq: number;
  place: number;
  author: UserView;
  posted_at: Date;
  /** Of its message. */
  said: { text: string | null; isFormatted: boolean } | null;
}

/** Kinds as rows have them. */
export const kindsOf = (filter: FileFilter): string[] => (filter === 'sound' ? ['sound', 'voice'] : [filter]);

const columns = `f.id, ${fileViewOf('f')} as view, f.message_id, f.seq, f.place,
  ${userJsonOf('f.uploader_id')} as author, f.posted_at,
  (select json_build_object('text', left(m.text, ${limits.quoteLength}), 'isFormatted', ${isFormatted('m')})
    from messages m where m.id = f.message_id) as said`;

/** Those of a kind by an index of their own: a room's three videos among its ten thousand pictures. */
const page = (byKind: boolean, isAfter: boolean, permission: string) => `
select ${columns} from files f
where f.room_id = $2 and f.message_id is not null and f.gone_at is null and not f.is_preview
  and ${byKind ? 'f.kind = any($3::text[])' : '$3::text[] is null'}
  and ($4::bigint is null or f.uploader_id = $4)
  and ($5::timestamptz is null or f.posted_at >= $5) and ($6::timestamptz is null or f.posted_at < $6)
  and ($7::text is null or f.name ilike $7 or f.alt ilike $7
    or (select m.text from messages m where m.id = f.message_id) ilike $7)
  and ($8::bigint is null or (f.seq, -f.place) ${isAfter ? '>' : '<'} ($8, -($9::int)))
  and ${permission}
order by ${isAfter ? 'f.seq, f.place desc' : 'f.seq desc, f.place'} limit $10`;

const counts = (permission: string) => `
select f.kind, count(*) as count, sum((f.facts ->> 'size')::bigint)::bigint as size from files f
where f.room_id = $2 and f.message_id is not null and f.gone_at is null and not f.is_preview
  and ${permission} group by f.kind`;

@Injectable()
export class RoomFilesRepository {
  constructor(private readonly statements: Statements) {}

  /** The newest first, those before a place; `isAfter`: those after it, in the order in which they came. */
  page(
    reader: Reader,
    roomId: number,
    { kind, person, from, to, text, limit }: RoomFilesWanted,
    { at, isAfter }: { at: FilePlace | undefined; isAfter: boolean },
  ): Promise<RoomFileRow[]> {
    return this.statements.query<RoomFileRow & Record<string, unknown>>(
      page(!!kind, isAfter, permission(reader)),
      [
        reader.id,
        roomId,
        kind ? kindsOf(kind) : null,
        person ?? null,
        from ?? null,
        to ?? null,
        text ? containing(text) : null,
        at?.seq ?? null,
        at?.place ?? null,
        limit + 1,
      ],
    );
  }

  /** Null for what is no file of the room. */
  async placeOf(id: number, roomId: number): Promise<FilePlace | null> {
    const [row] = await this.statements.query<FilePlace & Record<string, unknown>>(
      'select seq, place from files where id = $1 and room_id = $2 and place is not null',
      [id, roomId],
    );
    return row ?? null;
  }

  counts(reader: Reader, roomId: number): Promise<{ kind: string; count: number; size: number }[]> {
    return this.statements.query(counts(permission(reader)), [reader.id, roomId]);
  }
}

const permission = ({ inspects }: Reader): string =>
  inspects ? mayInspect('$1', '$2', 'true') : mayRead('$1', '$2');
