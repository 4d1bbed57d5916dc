/** PostgreSQL, server, and a proxy on each side of the server; all in a temporary folder, all ended with this process. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../../src/server/embedded-postgres/embedded-postgres.js';
import { Proxy } from './proxy.js';
import { Server } from './server.js';

export const sessionSecret = 'a secret that only the torture knows';

export class World {
  /** Where clients go: the proxy in front of the server. */
  readonly url: string;

  /** Another node behind the same address, while there is one. */
  second: Server | undefined;
  private turn = 0;

  private constructor(
    readonly folder: string,
    private readonly postgres: EmbeddedPostgres,
    /** Between clients and server, and between server and PostgreSQL. */
    readonly clientProxy: Proxy,
    readonly databaseProxy: Proxy,
    readonly server: Server,
    readonly database: pg.Pool,
  ) {
    this.url = `http://127.0.0.1:${clientProxy.port}`;
  }

  /** `sabotage` is a defect of the server; fsync is on, as everywhere but in ordinary tests. */
  static async start(sabotage?: string): Promise<World> {
    const folder = mkdtempSync(join(tmpdir(), 'samovar-torture-'));
    const postgres = await startEmbeddedPostgres({
      dataDir: folder,
      log: () => undefined,
      settings: { max_connections: '80' },
    });
    const socket = new URL(postgres.url).searchParams.get('host')!;
    const near = join(folder, 'proxy');
    mkdirSync(near);
    const databaseProxy = await Proxy.listen(
      () => ({ path: join(socket, '.s.PGSQL.5432') }),
      join(near, '.s.PGSQL.5432'),
    );
    const environment = {
      RATE_LIMITS: 'off',
      DATABASE_URL: `postgresql://samovar@localhost/samovar?host=${encodeURIComponent(near)}`,
      SESSION_SECRET: sessionSecret,
      ...(sabotage && { SABOTAGE: sabotage }),
    };
    const server = new Server(environment);
    await server.start();
    let world: World | undefined;
    const clientProxy = await Proxy.listen(() => ({ port: world!.next.port, host: '127.0.0.1' }));
    const database = new pg.Pool({ connectionString: postgres.url, max: 3 });
    database.on('error', () => undefined);
    return (world = new World(folder, postgres, clientProxy, databaseProxy, server, database));
  }

  /** Starts the server anew where it has not the limits, or the lack of them, that are wanted. */
  async withLimits(wanted: boolean): Promise<void> {
    const setting = wanted ? 'on' : 'off';
    if (this.server.environment.RATE_LIMITS === setting && this.server.isRunning) return;
    this.server.environment.RATE_LIMITS = setting;
    await this.server.stop();
    await this.server.start();
  }

  /** A node more, on the same database, with the same defect if there is one. Whoever starts it ends it. */
  async startAnother(environment: Record<string, string>): Promise<Server> {
    const server = new Server({ ...this.server.environment, ...environment });
    await server.start();
    return server;
  }

  async startSecond(): Promise<void> {
    this.second = await this.startAnother({});
  }

  async endSecond(): Promise<void> {
    const { second } = this;
    this.second = undefined;
    this.server.complaints.push(...(second?.complaints ?? []));
    await second?.stop();
  }

  /** Where the next connection goes: to each node that runs in turn. */
  private get next(): Server {
    const nodes = [this.server, this.second].filter((node) => node?.isRunning);
    return nodes[this.turn++ % nodes.length] ?? this.server;
  }

  async query<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.database.query<Row>(sql, values)).rows;
  }

  /** As PostgreSQL's superuser. */
  async administer(sql: string): Promise<void> {
    const url = this.postgres.url
      .replaceAll(/samovar(?=[@?])/g, 'postgres')
      .replace('/postgres?', '/samovar?');
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  }

  /** The pid of PostgreSQL's postmaster. */
  get postmaster(): number {
    return Number(readFileSync(join(this.folder, 'postgresql', 'postmaster.pid'), 'utf8').split('\n')[0]);
  }

  async end(): Promise<void> {
    await this.second?.kill();
    await this.server.kill();
    await this.clientProxy.close();
    await this.databaseProxy.close();
    await this.database.end();
    await this.postgres.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
