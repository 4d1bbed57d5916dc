/** A PostgreSQL of the operator's own: looked at once at start, so that what is wrong with it is said in a sentence. */
import { Client, type DatabaseError } from 'pg';
import { StartError } from '../platform/errors/start-error.js';

const oldestVersion = 15;

/** Milliseconds: a small machine that starts both at once is busy. */
const patience = 15_000;

/** Throws a StartError unless a suitable PostgreSQL answers at this address. */
export async function requireUsableDatabase(url: string): Promise<void> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: patience,
    query_timeout: patience,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{
      version: string;
      encoding: string;
      may_create: boolean;
      read_only: boolean;
    }>(
      `select current_setting('server_version') as version, current_setting('server_encoding') as encoding,
              has_schema_privilege(current_schema(), 'create') as may_create,
              current_setting('transaction_read_only') = 'on' as read_only`,
    );
    requireSuitable(rows[0]!);
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(sentenceFor(error as DatabaseError, client), { cause: error });
  } finally {
    await client.end().catch(() => undefined);
  }
}

function requireSuitable({
  version,
  encoding,
  may_create,
  read_only,
}: {
  version: string;
  encoding: string;
  may_create: boolean;
  read_only: boolean;
}): void {
  if (Number.parseInt(version) < oldestVersion)
    throw new StartError(
      `The PostgreSQL in DATABASE_URL is version ${version}: Samovar needs ${oldestVersion} or later.`,
    );
  if (encoding !== 'UTF8')
    throw new StartError(
      `The database in DATABASE_URL is encoded in ${encoding}: make one with "create database … encoding 'UTF8' template template0".`,
    );
  if (read_only)
    throw new StartError(
      'The PostgreSQL in DATABASE_URL takes no writes: give the address of the first server, not of its copy, or set default_transaction_read_only to off.',
    );
  if (!may_create)
    throw new StartError(
      'The user in DATABASE_URL may not create tables in its database: make it the owner of the database, or grant it create on the schema.',
    );
}

/** Says the host and the database, never the password. */
function sentenceFor(error: DatabaseError, { host, port, database = '', user = '' }: Client): string {
  const server = host.startsWith('/') ? host : `${host}:${port}`;
  const sentences: Record<string, string> = {
    '28P01': `The PostgreSQL at ${server} refuses the password of user ${user}: correct it in DATABASE_URL.`,
    '28000': `The PostgreSQL at ${server} does not let user ${user} in: correct DATABASE_URL, or its pg_hba.conf.`,
    '3D000': `The PostgreSQL at ${server} has no database ${database}: create it, or correct DATABASE_URL.`,
    '53300': `The PostgreSQL at ${server} has no connection left: raise its max_connections, or stop what uses them.`,
    '57P03': `The PostgreSQL at ${server} is still starting: wait until it is ready, and start again.`,
    ENOTFOUND: `There is no host ${host}: correct DATABASE_URL.`,
  };
  return (
    sentences[error.code ?? ''] ??
    `The PostgreSQL at ${server} cannot be reached (${error.message || error.code}): start it, or correct DATABASE_URL.`
  );
}
