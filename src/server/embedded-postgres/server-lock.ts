/** One server on one data directory: a lock that dies with its holder, whatever ended it and whoever gets its pid next. */
import { randomBytes } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';

export interface ServerLock {
  release(): Promise<void>;
}

/**
 * Takes the lock of a folder, or answers with the pid of the process that holds it. The lock is a listening unix socket:
 * the kernel refuses connections to one whose process is gone.
 */
export async function takeServerLock(folder: string): Promise<ServerLock | { heldBy: string }> {
  const path = join(folder, 'server.lock');
  for (;;) {
    const server = await listen(path);
    if (server) return { release: () => new Promise((resolve) => server.close(() => resolve())) };
    const holder = await askHolder(path);
    if (holder !== undefined) return { heldBy: holder };
    // Whoever left it is gone. It is moved aside before it is removed: if another server was quicker and this is
    // already its new lock, it answers and is put back.
    const aside = `${path}.${randomBytes(4).toString('hex')}`;
    if (!existsSync(path)) continue;
    renameSync(path, aside);
    const quicker = await askHolder(aside);
    if (quicker === undefined) rmSync(aside, { force: true });
    else renameSync(aside, path);
  }
}

function listen(path: string): Promise<Server | undefined> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.end(String(process.pid));
  }).unref();
  return new Promise((resolve, reject) => {
    server.once('listening', () => resolve(server));
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(path);
  });
}

/** The pid that the lock's holder says, empty when it is too busy to say; undefined when nobody holds it. */
function askHolder(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(path);
    socket.setTimeout(1_000, () => socket.destroy());
    socket.on('data', (chunk) => (answer += chunk.toString()));
    let connected = false;
    socket.on('connect', () => (connected = true));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(connected ? answer : undefined));
  });
}
