/** After all tests: the run's PostgreSQL goes, and says so before we leave. */
import type { ChildProcess } from 'node:child_process';

export default async function tearDown(): Promise<void> {
  const { testDatabaseServer: server } = globalThis as unknown as { testDatabaseServer?: ChildProcess };
  if (!server || server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.stdin?.end();
  const late = setTimeout(() => server.kill('SIGKILL'), 30_000);
  await ended;
  clearTimeout(late);
}
