import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from './free-port.js';

export interface TestRedis {
  url: string;
  /** kill -9. */
  kill(): Promise<void>;
  /** Starts it again on the same port, empty. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** The machine's own redis-server on a free port of the loopback, storing nothing. */
export async function startRedis(): Promise<TestRedis> {
  const [port, first] = await onFreePort();
  let server = first;
  const end = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    kill: end,
    async restart() {
      server = await launch(port);
    },
    stop: end,
  };
}

async function onFreePort(): Promise<[number, ChildProcess]> {
  for (let tries = 1; ; tries++) {
    const port = await freePort();
    try {
      return [port, await launch(port)];
    } catch (error) {
      // Somebody may have taken it meanwhile.
      if (tries === 3) throw error;
    }
  }
}

async function launch(port: number): Promise<ChildProcess> {
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', settings, { cwd: '/tmp', stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise<void>((resolve, reject) => {
    server.once('error', () =>
      reject(new Error('redis-server is not installed: apt-get install redis-server')),
    );
    server.once('exit', (code) => reject(new Error(`redis-server ended with code ${code}`)));
    server.stdout.on('data', (chunk: Buffer) => {
      if (chunk.includes('Ready to accept connections')) resolve();
    });
  });
  return server;
}
