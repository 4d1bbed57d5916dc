/** A TCP proxy that can be told to fail: between clients and server, and between server and PostgreSQL. */
import { type AddressInfo, connect, createServer, type NetConnectOpts, type Server, Socket } from 'node:net';

type Direction = 'toServer' | 'toClient';

/** What becomes of the bytes of one direction: passed on, left unread (as if nothing arrived), or read and thrown away. */
type Flow = 'pass' | 'hold' | 'drop';

interface Pair {
  client: Socket;
  server: Socket;
}

export class Proxy {
  private readonly pairs = new Set<Pair>();
  private readonly flows: Record<Direction, Flow> = { toServer: 'pass', toClient: 'pass' };
  private readonly server: Server;

  /** `target` is asked anew for each connection. */
  private constructor(private readonly target: () => NetConnectOpts) {
    this.server = createServer({ allowHalfOpen: false }, (client) => this.accept(client));
  }

  /** Listens on a free port of the loopback, or on a unix socket. */
  static async listen(target: () => NetConnectOpts, path?: string): Promise<Proxy> {
    const proxy = new Proxy(target);
    await new Promise<void>((resolve, reject) => {
      proxy.server.once('error', reject);
      if (path === undefined) proxy.server.listen(0, '127.0.0.1', 1_024, resolve);
      else proxy.server.listen(path, resolve);
    });
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get connections(): number {
    return this.pairs.size;
  }

  /** Connections that come while a flow is not `pass` are treated likewise. */
  set(flows: Partial<Record<Direction, Flow>>): void {
    Object.assign(this.flows, flows);
    for (const pair of this.pairs) this.apply(pair);
  }

  /** Cuts all connections with a TCP reset on both sides. */
  resetAll(): void {
    for (const { client, server } of this.pairs) for (const socket of [client, server]) reset(socket);
  }

  async close(): Promise<void> {
    this.resetAll();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private accept(client: Socket): void {
    // As both ends have it: what waits for more to send with would wait for an acknowledgement that waits itself, 40 ms.
    const pair = { client: client.setNoDelay(), server: connect(this.target()).setNoDelay() };
    this.pairs.add(pair);
    this.pipe(pair.client, pair.server, 'toServer');
    this.pipe(pair.server, pair.client, 'toClient');
    for (const socket of [pair.client, pair.server]) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.pairs.delete(pair);
        pair.client.destroy();
        pair.server.destroy();
      });
    }
    this.apply(pair);
  }

  private pipe(from: Socket, to: Socket, direction: Direction): void {
    from.on('data', (chunk) => {
      if (this.flows[direction] === 'drop') return;
      if (!to.write(chunk)) from.pause();
    });
    to.on('drain', () => this.flows[direction] !== 'hold' && from.resume());
    from.on('end', () => to.end());
  }

  private apply({ client, server }: Pair): void {
    const sources = { toServer: client, toClient: server };
    for (const direction of ['toServer', 'toClient'] as const) {
      if (this.flows[direction] === 'hold') sources[direction].pause();
      else sources[direction].resume();
    }
  }
}

function reset(socket: Socket): void {
  // A unix socket knows no reset.
  if (socket.remoteAddress === undefined) socket.destroy();
  else socket.resetAndDestroy();
}
