/** Faults of PostgreSQL, and between it and the server. */
import { setTimeout as sleep } from 'node:timers/promises';
import { limitFileSize, signalFamily, signalIfAlive } from './processes.js';
import type { Scenario } from './scenario.js';
import type { World } from './world.js';

const database = { healWithin: 10_000, presenceWithin: 5_000 };

/** Resolves when PostgreSQL answers again. */
async function answering(world: World): Promise<void> {
  for (const end = Date.now() + 30_000; ; await sleep(50)) {
    try {
      return void (await world.administer('select 1'));
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}

export const killPostgres: Scenario = {
  ...database,
  name: 'kill-postgres',
  says: "kill -9 of PostgreSQL's postmaster",
  async inflict({ world }) {
    const { postmaster } = world;
    signalIfAlive(postmaster, 'SIGKILL');
    await sleep(300);
    await answering(world);
  },
  struck: ({ unavailable }) => unavailable > 0,
};

export const killBackend: Scenario = {
  ...database,
  name: 'kill-backend',
  says: 'kill -9 of the backend that writes the log',
  async inflict({ world }) {
    const rows = await world.query<{ pid: number }>(
      "select pid from pg_stat_activity where application_name = 'samovar-log'",
    );
    for (const { pid } of rows) signalIfAlive(pid, 'SIGKILL');
    await sleep(200);
    await answering(world);
  },
  struck: ({ unavailable }) => unavailable > 0,
};

const stopped = (seconds: number): Pick<Scenario, 'name' | 'says' | 'inflict'> => ({
  name: `stop-postgres-${seconds}s`,
  says: `PostgreSQL stopped (SIGSTOP) for ${seconds} s`,
  async inflict(stage) {
    const begin = Date.now();
    const { postmaster } = stage.world;
    signalFamily(postmaster, 'SIGSTOP');
    await sleep(seconds * 1_000);
    signalFamily(postmaster, 'SIGCONT');
    stage.mustHaveBeenUnready(begin, Date.now());
  },
});

export const stopPostgresShortly: Scenario = {
  ...database,
  ...stopped(2),
  struck: ({ slowest }) => slowest > 1_200,
};

export const stopPostgres: Scenario = {
  ...database,
  ...stopped(20),
  struck: ({ unavailable }) => unavailable > 10,
};

/** Whoever comes while PostgreSQL is away must be told to come again, not to sign in. */
export const stopAndReset: Scenario = {
  ...database,
  name: 'stop-and-reset',
  says: 'PostgreSQL stopped for 8 s, all connections of clients reset meanwhile',
  isNetwork: true,
  async inflict({ world }) {
    const { postmaster } = world;
    signalFamily(postmaster, 'SIGSTOP');
    await sleep(3_000);
    world.clientProxy.resetAll();
    await sleep(5_000);
    signalFamily(postmaster, 'SIGCONT');
  },
  struck: ({ controlLosses, resent, disconnects }) => controlLosses > 0 && resent > 0 && disconnects > 100,
};

export const resetDatabase: Scenario = {
  ...database,
  name: 'reset-database',
  says: "all of the server's connections to PostgreSQL reset, five times",
  async inflict({ world }) {
    for (let n = 0; n < 5; n++) {
      world.databaseProxy.resetAll();
      await sleep(700);
    }
  },
  struck: ({ unavailable }) => unavailable > 0,
};

export const holdDatabase: Scenario = {
  ...database,
  name: 'black-hole-database',
  says: 'nothing passes between server and PostgreSQL for 15 s',
  async inflict(stage) {
    const begin = Date.now();
    stage.world.databaseProxy.set({ toServer: 'hold', toClient: 'hold' });
    await sleep(15_000);
    stage.world.databaseProxy.set({ toServer: 'pass', toClient: 'pass' });
    stage.mustHaveBeenUnready(begin, Date.now());
  },
  struck: ({ unavailable }) => unavailable > 10,
};

/** Bytes. A limit below one segment of its log (16 MB) would end PostgreSQL itself; so the messages' file must be larger. */
const walSegment = 16 * 1024 * 1024;

export const diskFull: Scenario = {
  ...database,
  name: 'disk-full',
  says: "PostgreSQL's files may not grow for 6 s (a file-size limit)",
  prepare: ({ world }) => fillDisk(world),
  async inflict({ world, remarks }) {
    const [row] = await world.query<{ size: string }>("select pg_relation_size('messages') as size");
    const { postmaster } = world;
    remarks.push(`at ${(Number(row!.size) / 1e6).toFixed(1)} MB`);
    limitFileSize(postmaster, Number(row!.size));
    await sleep(6_000);
    limitFileSize(postmaster, undefined);
  },
  struck: ({ unavailable }) => unavailable > 10,
};

/** An old room with so many messages that their file is larger than a segment of the log; short ones, that leave no room between them. */
async function fillDisk(world: World): Promise<void> {
  const [row] = await world.query<{ size: string }>("select pg_relation_size('messages') as size");
  if (Number(row!.size) > walSegment + 1_000_000) return;
  await world.query(
    "insert into rooms (name, name_key, last_seq, rev) values ('archive', 'archive', 200000, 200000)",
  );
  await world.query(
    `insert into messages (room_id, seq, rev, author_id, client_id, kind, text, created_at)
     select rooms.id, n, n, 0, gen_random_uuid(), 'text', 'x', now()
     from rooms, generate_series(1, 200000) n where rooms.name = 'archive'`,
  );
}
