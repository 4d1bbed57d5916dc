import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Pool, QueryResultRow } from 'pg';
import { DataSource } from 'typeorm';
import { troubles } from './troubles.js';

/**
 * Statements whose text is one of a few: prepared, and planned, once per connection (see planning.ts). Planning anew was two
 * thirds of what a join cost PostgreSQL.
 */
@Injectable()
export class Statements {
  private readonly names = new Map<string, string>();

  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** The rows of a statement; values go into its `$1`, `$2`, never into its text. */
  async query<Row extends QueryResultRow = QueryResultRow>(
    text: string,
    values: unknown[] = [],
  ): Promise<Row[]> {
    let name = this.names.get(text);
    if (name === undefined) this.names.set(text, (name = `samovar_${this.names.size + 1}`));
    try {
      const { rows } = await this.pool.query<Row>({ name, text, values });
      troubles.settle();
      return rows;
    } catch (error) {
      troubles.note(error);
      throw error;
    }
  }

  /** Connections of the pool, those of them without work, and queries that wait for one; now. */
  get load(): { connections: number; idle: number; waiting: number } {
    const { totalCount, idleCount, waitingCount } = this.pool;
    return { connections: totalCount, idle: idleCount, waiting: waitingCount };
  }

  private get pool(): Pool {
    return (this.dataSource.driver as unknown as { master: Pool }).master;
  }
}
