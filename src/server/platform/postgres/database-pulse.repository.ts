import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { isUndefinedTable } from './sql-states.js';
import { Statements } from './statements.js';

@Injectable()
export class DatabasePulse {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly statements: Statements,
  ) {}

  /**
   * How many of this server's migrations the database lacks: none, unless somebody restored an older copy beneath it.
   * Those of a newer server that shares the database do not count. Throws when the database does not answer, or takes no
   * writes: it is asked as somebody who would change the table, though nothing of it.
   */
  async pendingMigrations(): Promise<number> {
    const names = this.dataSource.migrations.map(({ name, constructor }) => name ?? constructor.name);
    return names.length - (await this.countApplied(names));
  }

  private async countApplied(names: string[]): Promise<number> {
    try {
      const [row] = await this.statements.query<{ applied: number }>(
        `with untouched as (update migrations set name = name where false)
         select count(distinct name)::int as applied from migrations where name = any($1)`,
        [names],
      );
      return row!.applied;
    } catch (error) {
      if (isUndefinedTable(error)) return 0;
      throw error;
    }
  }
}
