import type { OutgoingHttpHeaders } from 'node:http';
import { connect, type Socket as NetSocket } from 'node:net';
import { WebSocket, type RawData } from 'ws';
import { eventually, patience } from './socket.js';

/** How somebody comes in: by cookie, by token, or as a stranger. */
export interface Entry {
  cookie?: string;
  token?: string;
  /** That of the server where nothing is said; `null` for none. */
  origin?: string | null;
  headers?: OutgoingHttpHeaders;
}

/**
 * A WebSocket that speaks Engine.IO's packets as they are (`40`, `41`, `2`, `3`), for whatever a stock client would not do:
 * leave the namespace and stay, read nothing, send anything.
 */
export class RawSocket {
  /** Everything that came, in order; a binary packet as `b` and base64, as polling writes it. */
  readonly packets: string[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  isClosed = false;
  answersPings = true;
  private asked = 0;

  private constructor(
    private readonly webSocket: WebSocket,
    private readonly entry: Entry,
    /** For bytes that are no frame. */
    readonly stream: NetSocket,
  ) {
    webSocket.on('message', (data, isBinary) => this.take(data, isBinary));
    webSocket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      webSocket.on('close', (code, reason) => {
        this.isClosed = true;
        resolve({ code, reason: reason.toString() });
      });
    });
  }

  /** Opens a connection, without any namespace: see `connect`. Rejects with the status when it is refused. */
  static async open(url: string, entry: Entry = {}): Promise<RawSocket> {
    let stream: NetSocket | undefined;
    const webSocket = new WebSocket(`${url.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`, {
      headers: headersOf(url, entry),
      perMessageDeflate: false,
      createConnection: ((options: { port: number; host: string }) =>
        (stream = connect({ port: options.port, host: options.host }).setNoDelay())) as typeof connect,
    });
    const raw = new RawSocket(webSocket, entry, stream!);
    await new Promise<void>((resolve, reject) => {
      webSocket.once('open', resolve);
      webSocket.once('unexpected-response', (request, response) => {
        request.destroy();
        reject(new Error(`refused with ${response.statusCode}`));
      });
      webSocket.once('error', reject);
    });
    await raw.until((packet) => packet.startsWith('0'));
    return raw;
  }

  /** Sends the CONNECT of a namespace and waits for its answer: `40…`, or `44…` for a refusal. */
  async connect(): Promise<string> {
    const before = this.packets.length;
    this.send(`40${authOf(this.entry)}`);
    return this.until((packet) => /^4[04]/.test(packet), before);
  }

  send(packet: string | Buffer): void {
    if (this.webSocket.readyState === WebSocket.OPEN) this.webSocket.send(packet);
  }

  /** Emits an event and waits for its acknowledgement. */
  async ask(event: string, payload: unknown): Promise<unknown> {
    const id = this.asked++;
    const before = this.packets.length;
    this.send(`42${id}${JSON.stringify([event, payload])}`);
    const answer = await this.until((packet) => packet.startsWith(`43${id}[`), before);
    return (JSON.parse(answer.slice(`43${id}`.length)) as unknown[])[0];
  }

  /** Waits for a packet that fits, among those that came and come, and returns it; rejects when the connection has ended. */
  async until(fits: (packet: string) => boolean, from = 0): Promise<string> {
    const found = () => this.packets.slice(from).find(fits);
    await eventually(() => this.isClosed || found() !== undefined, 'the packet never came', patience);
    const packet = found();
    if (packet === undefined) throw new Error('The connection has ended.');
    return packet;
  }

  /** Reads nothing any more: the kernel's buffers fill, then those of the server. */
  pause(): void {
    this.webSocket.pause();
  }

  resume(): void {
    this.webSocket.resume();
  }

  close(): void {
    this.webSocket.terminate();
  }

  private take(data: RawData, isBinary: boolean): void {
    const bytes = data as Buffer;
    const packet = isBinary ? `b${bytes.toString('base64')}` : bytes.toString();
    this.packets.push(packet);
    if (packet === '2' && this.answersPings) this.send('3');
  }
}

export function authOf({ token }: Entry): string {
  return token === undefined ? '' : JSON.stringify({ token });
}

export function headersOf(url: string, { cookie, origin = url, headers }: Entry): Record<string, string> {
  return {
    ...(cookie === undefined ? {} : { cookie }),
    ...(origin === null ? {} : { origin }),
    ...(headers as Record<string, string> | undefined),
  };
}
