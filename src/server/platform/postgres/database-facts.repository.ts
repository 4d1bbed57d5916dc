import { Injectable } from '@nestjs/common';
import { Statements } from './statements.js';

@Injectable()
export class DatabaseFacts {
  constructor(private readonly statements: Statements) {}

  /** How large the database is on its disk, and which PostgreSQL keeps it. */
  async read(): Promise<{ databaseBytes: number; postgres: string }> {
    const [row] = await this.statements.query<{ databaseBytes: number; postgres: string }>(
      `select pg_database_size(current_database()) as "databaseBytes", current_setting('server_version') as postgres`,
    );
    return row!;
  }
}
