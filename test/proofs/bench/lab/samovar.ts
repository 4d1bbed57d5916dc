/** The server as people run it: built, its PostgreSQL inside with fsync on; only the rate limits are off. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Pool, type QueryResultRow } from 'pg';
import { projectRoot } from '../../../../src/server/config/project-root.js';
import { discardFolder, startChild, temporaryFolder } from './child.js';
import { heldTo } from './cores.js';
import { cpuOf, cpuOfTree } from './processes.js';

export interface Samovar {
  url: string;
  /** Of the server. */
  pid: number;
  /** What signs its cookies. */
  secret: string;
  sql<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** CPU seconds so far. */
  cpu(): { server: number; postgres: number };
  /** Stops it, and removes its data unless they were there before. */
  stop(): Promise<void>;
}

/** A data folder, and the secret that its cookies are signed with. */
export interface Data {
  folder: string;
  secret: string;
}

interface Start {
  /** A folder that outlives the server; otherwise a new one is made. */
  data?: Data;
  takesAllCores?: boolean;
  /** Another checkout, built, whose server this is to be. */
  root?: string | undefined;
}

/** Options for Node that every server of this run is started with. */
const nodeOptions: string[] = [];

/** Servers that are started from now on leave a CPU profile in this folder when they stop. */
export function profileServers(folder: string): void {
  nodeOptions.push('--cpu-prof', `--cpu-prof-dir=${resolve(folder)}`);
}

export const newData = (): Data => ({
  folder: temporaryFolder(),
  secret: randomBytes(32).toString('base64url'),
});

export async function startSamovar({
  data,
  takesAllCores = false,
  root = projectRoot,
}: Start = {}): Promise<Samovar> {
  const { folder, secret } = data ?? newData();
  const script = join(root, 'dist', 'bundle', 'main.js');
  const server = await runServer({ folder, secret }, script, takesAllCores ? [] : heldTo('server'));
  const postgres = readPostmaster(folder);
  const url = `postgresql://samovar@localhost/samovar?host=${encodeURIComponent(postgres.sockets)}`;
  const pool = new Pool({ connectionString: url, max: 1 });
  pool.on('error', () => undefined);
  return {
    url: server.match[1]!,
    pid: server.pid,
    secret,
    sql: async (text, values) => (await pool.query(text, values)).rows as never,
    cpu: () => ({ server: cpuOf(server.pid), postgres: cpuOfTree(postgres.pid) }),
    async stop() {
      await pool.end();
      await server.stop();
      if (!data) discardFolder(folder);
    },
  };
}

/** Starts a server on a data folder and waits until it says where it is. `prefix`: what its command begins with. */
export function runServer({ folder, secret }: Data, script: string, prefix: string[] = []) {
  const environment = {
    PORT: '0',
    DATA_DIR: folder,
    SESSION_SECRET: secret,
    RATE_LIMITS: 'off',
    LOG_LEVEL: 'error',
  };
  return startChild([...prefix, process.execPath, ...nodeOptions, script], environment, /ready at (\S+)/);
}

/** PostgreSQL writes its process id and the folder of its socket into its data folder. */
export function readPostmaster(folder: string): { pid: number; sockets: string } {
  const lines = readFileSync(join(folder, 'postgresql', 'postmaster.pid'), 'utf8').split('\n');
  return { pid: Number(lines[0]), sockets: lines[4]! };
}
