/** The SQL of pictures that nobody sent as files, before what shows them is there: a message with its link, an emoji, a person. */
import { Injectable } from '@nestjs/common';
import { Statements } from '../../platform/postgres/statements.js';

export interface Owner {
  authorId: number;
  /** Of the message that is to show it; null for what the server shows everywhere. */
  roomId: number | null;
}

@Injectable()
export class ShownPicturesRepository {
  constructor(private readonly statements: Statements) {}

  /** Its row, which keeps the bytes that come; what nobody posts for a day goes as any file does. */
  async add({ authorId, roomId }: Owner, name: string, size: number): Promise<number> {
    const [row] = await this.statements.query<{ id: number }>(
      `insert into files (uploader_id, room_id, name, size, state, is_preview)
       values ($1, $2, $3, $4, 'looking', true) returning id`,
      [authorId, roomId, name, size],
    );
    return row!.id;
  }

  async drop(id: number): Promise<void> {
    await this.statements.query(
      `update files set gone_at = clock_timestamp()
       where id = $1 and is_preview and message_id is null and gone_at is null`,
      [id],
    );
  }
}
