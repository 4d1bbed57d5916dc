/**
 * A WebSocket client that costs next to nothing: what is measured is the server. Frames are read out of one buffer that all
 * connections share, and are masked with zeros. It knows what our servers send: unmasked, unfragmented, uncompressed.
 */
import { connect, type Socket } from 'node:net';

export interface WireListener {
  open(): void;
  /** Called with the bytes of one text frame, which are only good during the call. */
  text(bytes: Buffer, start: number, end: number): void;
  closed(reason: string): void;
}

/** libuv fills it and calls back in the same turn, one connection at a time. */
const inbox = Buffer.allocUnsafeSlow(256 * 1024);
const headEnd = Buffer.from('\r\n\r\n');
const textFrame = 1;
const closeFrame = 8;

export class Wire {
  private readonly socket: Socket;
  /** The begin of what has not arrived as a whole. */
  private rest: Buffer | undefined;
  private isOpen = false;
  private reason = 'connection closed';

  constructor(
    url: string,
    path: string,
    headers: Record<string, string>,
    private readonly listener: WireListener,
  ) {
    const { hostname, port, host } = new URL(url);
    this.socket = connect({
      host: hostname,
      port: Number(port),
      noDelay: true,
      onread: { buffer: inbox, callback: (length) => this.read(length) },
    });
    const upgrade = {
      Host: host,
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'c2Ftb3ZhciBiZW5jaCAxMg==',
      ...headers,
    };
    const lines = Object.entries(upgrade).map(([name, value]) => `${name}: ${value}\r\n`);
    this.socket.once('connect', () => this.socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`));
    this.socket.on('error', (error) => (this.reason = error.message));
    this.socket.once('close', () => listener.closed(this.reason));
  }

  send(text: string): void {
    const size = Buffer.byteLength(text);
    const head = size < 126 ? 2 : 4;
    if (size > 0xffff) throw new Error('Nothing that long is sent here.');
    const frame = Buffer.alloc(head + 4 + size);
    frame[0] = 0x80 | textFrame;
    frame[1] = 0x80 | (head === 2 ? size : 126);
    if (head === 4) frame.writeUInt16BE(size, 2);
    frame.write(text, head + 4);
    this.socket.write(frame);
  }

  close(): void {
    this.socket.destroy();
  }

  private read(length: number): boolean {
    const bytes = this.rest ? Buffer.concat([this.rest, inbox.subarray(0, length)]) : inbox;
    const end = this.rest ? bytes.length : length;
    const used = this.consume(bytes, end);
    this.rest = used < end ? Buffer.from(bytes.subarray(used, end)) : undefined;
    return true;
  }

  /** Returns how many bytes were whole. */
  private consume(bytes: Buffer, end: number): number {
    let at = this.isOpen ? 0 : this.readHead(bytes, end);
    if (!this.isOpen) return 0;
    while (at + 2 <= end) {
      const short = bytes[at + 1]! & 127;
      const head = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (at + head > end) break;
      const size = head === 2 ? short : head === 4 ? bytes.readUInt16BE(at + 2) : bytes.readUInt32BE(at + 6);
      if (at + head + size > end) break;
      this.take(bytes, at, head, size);
      at += head + size;
    }
    return at;
  }

  private take(bytes: Buffer, at: number, head: number, size: number): void {
    const kind = bytes[at]!;
    if (kind === (0x80 | textFrame)) this.listener.text(bytes, at + head, at + head + size);
    else if (kind === (0x80 | closeFrame)) this.close();
    else throw new Error(`The server sent a frame of an unexpected kind: ${kind}`);
  }

  private readHead(bytes: Buffer, end: number): number {
    const at = bytes.subarray(0, end).indexOf(headEnd);
    if (at < 0) return 0;
    const status = bytes.toString('latin1', 0, bytes.indexOf(13));
    if (!status.includes(' 101 ')) {
      this.reason = status;
      this.close();
      return 0;
    }
    this.isOpen = true;
    this.listener.open();
    return at + headEnd.length;
  }
}
