/** The SQL of pictures that pages show, before their messages do. */
import { Injectable } from '@nestjs/common';
import { Statements } from '../../platform/postgres/statements.js';

@Injectable()
export class PreviewPicturesRepository {
  constructor(private readonly statements: Statements) {}

  /** Its row, which keeps the bytes that come; what nobody posts for a day goes as any file does. */
  async add(
    { authorId, roomId }: { authorId: number; roomId: number },
    name: string,
    size: number,
  ): Promise<number> {
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
