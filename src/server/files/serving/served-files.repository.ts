/** The SQL that says who may have which bytes. */
import { Injectable } from '@nestjs/common';
import { mayInspect, mayRead } from '../../memberships/rights.js';
import { Statements } from '../../platform/postgres/statements.js';
import type { InspectedRoom } from '../../rooms/inspection-notes.js';
import type { Parts } from '../content.entity.js';
import { inspectedRoom } from './inspected-room.js';

export interface ServedFile {
  name: string;
  sha256: Buffer;
  parts: Parts;
  /** Null unless they see it as an inspector only: that is to be noted. */
  inspected: InspectedRoom | null;
}

const find = `
select f.name, f.sha256, (select parts from contents where contents.sha256 = f.sha256 limit 1) as parts,
  ${inspectedRoom('f', '$2')} as inspected
from files f
where f.id = $1 and f.state = 'ready' and f.gone_at is null and case when f.message_id is null then f.uploader_id = $2
  else ${mayRead('$2', 'f.room_id')} or ${mayInspect('$2', 'f.room_id', '$3')} end`;

@Injectable()
export class ServedFiles {
  constructor(private readonly statements: Statements) {}

  /** Null where it is not there, or not for this person at this moment. */
  async find(id: number, readerId: number, inspects: boolean): Promise<ServedFile | null> {
    const [row] = await this.statements.query<ServedFile & Record<string, unknown>>(find, [
      id,
      readerId,
      inspects,
    ]);
    return row ?? null;
  }
}
