/** The SQL of the server's own emoji. */
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { mostEmoji } from '../../shared/emoji.js';
import type { Parts } from '../files/content.entity.js';
import type { EmojiPicture } from '../files/keeping/made-pictures.service.js';
import { bytesOf, letGo, postMade } from '../files/statements.js';
import { userJsonOf } from '../people/user-view.js';
import type { UserView } from '../../shared/people.js';
import { Statements } from '../platform/postgres/statements.js';

export interface EmojiRow {
  id: number;
  name: string;
  width: number;
  height: number;
  moves: boolean;
  added_by: UserView;
  created_at: Date;
}

export interface EmojiBytes {
  sha256: Buffer;
  parts: Parts;
}

const columns = `e.id, e.name, e.width, e.height, e.moves, e.created_at,
  ${userJsonOf('e.created_by')} as added_by`;

const add = `
with posted as (${postMade('$2')})
insert into emoji (name, file_id, width, height, moves, created_by)
select $1, posted.id, $3, $4, $5, $6 from posted on conflict (name) do nothing returning id`;

const remove = `
with removed as (delete from emoji where id = $1 returning name, file_id),
gone as (${letGo('select array_agg(file_id) from removed')})
select name from removed`;

const bytes = `select found.* from emoji e cross join lateral (${bytesOf('e.file_id')}) found where e.id = $1`;

@Injectable()
export class EmojiRepository {
  constructor(
    private readonly statements: Statements,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  /** By name. */
  list(): Promise<EmojiRow[]> {
    return this.query<EmojiRow>(`select ${columns} from emoji e order by e.name`, []);
  }

  /** Another text after each change: ids only grow, and what is removed is missing. */
  async state(): Promise<string> {
    const [row] = await this.query<{ state: string }>(
      `select count(*) || ' ' || coalesce(max(id), 0) as state from emoji`,
      [],
    );
    return row!.state;
  }

  async isTaken(name: string): Promise<boolean> {
    return (await this.query('select from emoji where name = $1', [name])).length > 0;
  }

  /** The id; `full` where there are as many as there may be, null where the name is taken. One after another, so that the count holds. */
  add(
    name: string,
    { fileId, width, height, moves }: EmojiPicture,
    createdBy: number,
  ): Promise<number | 'full' | null> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(`select pg_advisory_xact_lock(hashtextextended('emoji', 0))`);
      const [counted] = await manager.query<[{ count: number }]>('select count(*)::int as count from emoji');
      if (counted.count >= mostEmoji) return 'full';
      const values = [name, fileId, width, height, moves, createdBy];
      const [row] = await manager.query<{ id: number }[]>(add, values);
      return row?.id ?? null;
    });
  }

  /** Its name; null where it is not there. Its picture goes with it. */
  async remove(id: number): Promise<string | null> {
    const [row] = await this.query<{ name: string }>(remove, [id]);
    return row?.name ?? null;
  }

  async bytes(id: number): Promise<EmojiBytes | null> {
    const [row] = await this.query<EmojiBytes>(bytes, [id]);
    return row ?? null;
  }

  private query<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
    return this.statements.query<Row & Record<string, unknown>>(text, values);
  }
}
