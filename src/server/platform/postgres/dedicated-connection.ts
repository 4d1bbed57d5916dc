import { Logger } from '@nestjs/common';
import pg from 'pg';
import { isConnectionLost } from './unavailable.js';
import { troubles } from './troubles.js';
import { databaseTimeouts } from './data-source.js';
import { numberTypes } from './number-types.js';
import { planned } from './planning.js';

/**
 * A connection that one writer keeps for itself: its prepared statements stay prepared, and a refused statement does not
 * cost the connection, as it does with a pool. Reconnects with the next query after it was lost.
 */
export class DedicatedConnection {
  private readonly logger = new Logger(DedicatedConnection.name);
  private client: Promise<pg.Client> | undefined;
  private connected: pg.Client | undefined;
  /** The one whose transaction is under way: another one would know nothing of it. */
  private pinned: pg.Client | undefined;

  constructor(
    private readonly databaseUrl: string,
    private readonly name: string,
    /** Several statements may be on their way at once. */
    private readonly isPipelined = false,
  ) {}

  async query<Row extends pg.QueryResultRow>(query: pg.QueryConfig): Promise<Row[]> {
    const client = this.pinned ?? (await (this.client ??= this.connect()));
    try {
      return (await client.query<Row>(query)).rows;
    } catch (error) {
      troubles.note(error);
      if (isConnectionLost(error)) this.forget(client);
      throw error;
    }
  }

  /**
   * What `work` asks of this connection is done with all of it, or not at all. One after another: nobody else asks meanwhile. `mode` is
   * that of the transaction, as SQL. Where statements are pipelined, nobody waits for its beginning.
   */
  async transaction<Result>(work: () => Promise<Result>, mode = ''): Promise<Result> {
    const client = (this.pinned = await (this.client ??= this.connect()));
    try {
      const begun = this.query({ text: mode === '' ? 'begin' : `begin ${mode}` });
      if (!this.isPipelined) await begun;
      const [result] = await Promise.all([work(), begun]);
      await this.query({ text: 'commit' });
      return result;
    } catch (error) {
      await client.query('rollback').catch(() => this.forget(client));
      throw error;
    } finally {
      this.pinned = undefined;
    }
  }

  async close(): Promise<void> {
    const client = await this.client?.catch(() => undefined);
    this.client = undefined;
    await client?.end();
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: planned(this.databaseUrl),
      application_name: this.name,
      types: numberTypes,
      ...databaseTimeouts,
      ...(this.isPipelined && { pipeline: true }),
    });
    client.on('error', (error) => {
      this.logger.warn(`The connection ${this.name} was lost: ${error.message}`);
      this.forget(client);
    });
    try {
      await client.connect();
      return (this.connected = client);
    } catch (error) {
      troubles.note(error);
      this.client = undefined;
      throw error;
    }
  }

  private forget(lost: pg.Client): void {
    if (this.connected === lost) this.client = this.connected = undefined;
    lost.end().catch(() => undefined);
  }
}
