import { once } from 'node:events';
import { createServer } from 'node:net';

/** One that nobody has at this moment, for programs that do not say which they would have chosen. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
