/** The SQL of files on their way. */
import { Injectable } from '@nestjs/common';
import type { UploadView, FileView } from '../../../shared/files.js';
import { mayInspect, mayRead } from '../../memberships/rights.js';
import { Statements } from '../../platform/postgres/statements.js';
import type { InspectedRoom } from '../../rooms/inspection-notes.js';
import { inspectedRoom } from '../serving/inspected-room.js';
import { fileViewOf } from '../statements.js';

export interface NewUpload {
  uploaderId: number;
  roomId: number;
  name: string;
  size: number;
  isVoice: boolean;
  waveform: number[] | null;
  alt: string | null;
}

export interface Usage {
  /** Bytes of all that the person has here. */
  person: number;
  /** Files of theirs that are in no message yet. */
  unsent: number;
}

/** Room is kept for it. */
export interface Promised {
  id: number;
  size: number;
}

export interface UploadRow {
  id: number;
  uploader_id: number;
  size: number;
  state: UploadView['state'];
  refusal: string | null;
  message_id: number | null;
  view: FileView | null;
  /** Null unless they see it as an inspector only: that is to be noted. */
  inspected: InspectedRoom | null;
}

const columns = `f.id, f.uploader_id, f.size, f.state, f.refusal, f.message_id,
  case when f.state = 'ready' then ${fileViewOf('f')} end as view,
  case when f.uploader_id <> $2 then ${inspectedRoom('f', '$2')} end as inspected`;

const find = `select ${columns} from files f
  where f.id = $1 and f.gone_at is null and (f.uploader_id = $2
    or f.message_id is not null and (${mayRead('$2', 'f.room_id')} or ${mayInspect('$2', 'f.room_id', '$3')}))`;

const usage = `select
  (select coalesce(sum(size), 0)::bigint from files where uploader_id = $1 and gone_at is null and state <> 'refused' and not is_preview) as person,
  (select count(*) from files where uploader_id = $1 and gone_at is null and message_id is null and not is_preview) as unsent`;

const digests = `
select (
  select encode(f.sha256, 'hex') from files f where f.id = named.id and f.uploader_id = $2 and f.gone_at is null
) as digest
from unnest($1::bigint[]) with ordinality named(id, place) order by named.place`;

@Injectable()
export class UploadsRepository {
  constructor(private readonly statements: Statements) {}

  async usage(uploaderId: number): Promise<Usage> {
    const [row] = await this.statements.query<Usage & Record<string, unknown>>(usage, [uploaderId]);
    return row!;
  }

  /** Bytes of all objects, and of what is on its way. */
  async kept(): Promise<number> {
    const [row] = await this.statements.query<{ kept: number }>(
      `select ((select coalesce(sum(kept), 0) from contents)
         + (select coalesce(sum(size), 0) from files where message_id is null and state in ('arriving', 'looking')
              and gone_at is null))::bigint as kept`,
    );
    return row!.kept;
  }

  /** Whole sizes of uploads of which not all has come, those that were begun after `last` left out. */
  arriving(last: number): Promise<Promised[]> {
    return this.statements.query<Promised & Record<string, unknown>>(
      `select id, size from files where posted_at is null and created_at > now() - interval '1 day'
         and state = 'arriving' and gone_at is null and id <= $1`,
      [last],
    );
  }

  async add({ uploaderId, roomId, name, size, isVoice, waveform, alt }: NewUpload): Promise<number> {
    const [row] = await this.statements.query<{ id: number }>(
      `insert into files (uploader_id, room_id, name, size, is_voice, facts, alt)
       values ($1, $2, $3, $4, $5, $6, $7) returning id`,
      [uploaderId, roomId, name, size, isVoice, waveform && { waveform }, alt || null],
    );
    return row!.id;
  }

  /** An upload of the person, or a file that they may read; with `inspects` also as an administrator who is no member. */
  async find(id: number, userId: number, inspects = false): Promise<UploadRow | null> {
    const [row] = await this.statements.query<UploadRow & Record<string, unknown>>(find, [
      id,
      userId,
      inspects,
    ]);
    return row ?? null;
  }

  /** Everything has come. Whether it was still on its way. `isClaimed`: whoever says so looks at it, and for good. */
  async arrived(id: number, isClaimed = false): Promise<boolean> {
    const rows = await this.statements.query(
      `update files set state = 'looking', looked_at = case when $2 then 'infinity'::timestamptz end
       where id = $1 and state = 'arriving' and gone_at is null returning id`,
      [id, isClaimed],
    );
    return rows.length > 0;
  }

  /** SHA-256 of what was sent as each of these files of the person, in hexadecimal; null for what is not there any more. */
  async digests(ids: number[], uploaderId: number): Promise<(string | null)[]> {
    const rows = await this.statements.query<{ digest: string | null }>(digests, [ids, uploaderId]);
    return rows.map(({ digest }) => digest);
  }

  /** Gives up what is not in a message. Whether it was there. */
  async drop(id: number, uploaderId: number): Promise<boolean> {
    const rows = await this.statements.query(
      `update files set gone_at = clock_timestamp(), looked_at = case when isfinite(looked_at) then looked_at end
       where id = $1 and uploader_id = $2 and message_id is null and not is_preview and gone_at is null returning id`,
      [id, uploaderId],
    );
    return rows.length > 0;
  }
}
