/** The process between the server and its PostgreSQL: starts it, starts it again when it dies, stops it when the server is gone. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, rmSync } from 'node:fs';
import type { PostgresHome } from './home.js';

/**
 * Standard input is a pipe whose other end only the server holds: it closes however the server ends, kill -9 included.
 * The keeper runs PostgreSQL; USR1 asks it for a fast shutdown (SIGINT: disconnects, checkpoints), USR2 for an immediate
 * one (SIGQUIT: recovery at the next start; nothing committed is lost). What the terminal or systemd sends to every
 * process at once is ignored: the server comes first.
 */
const script = `
trap '' HUP INT TERM
exec 3<&0
keep() {
  trap 'stopping=1; kill -INT "$postgres" 2>/dev/null' USR1
  trap 'kill -QUIT "$postgres" 2>/dev/null' USR2
  while [ -z "$stopping" ]; do
    "$@" </dev/null 3<&- & postgres=$!
    [ -z "$stopping" ] || kill -INT "$postgres"
    while kill -0 "$postgres" 2>/dev/null; do wait "$postgres"; done
    [ -n "$stopping" ] || sleep 0.5
  done
}
keep "$@" & keeper=$!
while read -r line <&3; do :; done
kill -USR1 "$keeper"
( trap 'kill -KILL "$nap"; exit' USR1; sleep 4 & nap=$!; wait "$nap"; kill -USR2 "$keeper" ) & impatience=$!
wait "$keeper"
kill -USR1 "$impatience"
wait
`;

export interface Watchdog {
  /** Ends PostgreSQL and resolves when it has ended; takes 5 s at most. */
  stop: () => Promise<void>;
}

/** `output` is the file that gets what PostgreSQL says before it opens its own log. */
export function startWatchdog(
  home: PostgresHome,
  settings: Record<string, string>,
  output: string,
): Watchdog {
  const { account, cluster, programs } = home;
  // A new file: the old one may be root's, from an earlier start. Never one that the folder's owner has put there meanwhile,
  // a link to a file of root's for example.
  rmSync(output, { force: true });
  const log = openSync(output, 'wx', 0o600);
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const watchdog = spawn(
    '/bin/sh',
    ['-c', script, 'samovar-watchdog', `${programs}/bin/postgres`, '-D', cluster, ...options],
    {
      cwd: '/',
      env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
      stdio: ['pipe', 'ignore', log],
      // A group of its own: Ctrl-C in the terminal must not reach PostgreSQL before the server has drained.
      detached: true,
      ...(account && { uid: account.uid, gid: account.gid }),
    },
  );
  closeSync(log);
  const ended = new Promise<void>((resolve) => watchdog.once('exit', () => resolve()));
  const { stdin } = watchdog;
  watchdog.on('error', () => undefined);
  stdin?.on('error', () => undefined);
  watchdog.unref();
  return {
    stop() {
      stdin?.end();
      watchdog.ref();
      return ended;
    },
  };
}
